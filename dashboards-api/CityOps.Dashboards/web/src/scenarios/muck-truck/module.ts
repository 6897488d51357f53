import { distance, number } from '@/lib/format'
import type { ScenarioModule } from '../registry'
import type { TruckEvidence } from './evidence'
import { truckName } from './plates'
import { t, tCode } from './words'

const module: ScenarioModule = {
  evidence: () => import('./Evidence.vue'),
  facts: (figures, item) => {
    const { load_before: before, load_after: after, nearest_permitted_site: site } = figures as Partial<TruckEvidence>
    if (!before || !after) return null
    const truck = truckName(item.subject)
    const words = { before: tCode('load', before), after: tCode('load', after) }
    const { speed_kmh: speed, limit_kmh: limit, off_route_m: off, out_of_hours_min: late, device } = figures as Partial<TruckEvidence>
    if (off != null) return `${truck} · ${t('facts.offRoute', { distance: distance(off) })}`
    if (late != null) return `${truck} · ${t('facts.offHours', { n: number(late, 0) })}`
    if (speed != null) return `${truck} · ${limit != null ? t('facts.speeding', { speed: number(speed, 0), limit: number(limit, 0) }) : t('facts.speed', { speed: number(speed, 0), load: words.before })}`
    if (device) return `${truck} · ${t('facts.device', { device: tCode('device', device) })}`
    if (item.kind !== 'dumping') return `${truck} · ${words.before} → ${words.after}`
    return `${truck} · ${site ? t('facts', { ...words, distance: distance(site.distance_m) }) : t('factsNoSite', words)}`
  },
  subject: truckName,
  kind: (kind) => tCode('kind', kind),
  shown: ['kind', 'town', 'truck_id', 'stop', 'load_before', 'load_after', 'bed_lifted', 'lid_opened', 'nearest_permitted_site', 'permits', 'window_end', 'speed_kmh', 'limit_kmh', 'off_route_m', 'corridor_m', 'out_of_hours_min', 'device', 'sensor_id', 'pm10_rise_ugm3', 'pm10_before_ugm3', 'silent_min', 'sightings', 'contributions'],
}

export default module
