import { distance } from '@/lib/format'
import type { ScenarioModule } from '../registry'
import type { TruckEvidence } from './evidence'
import { t, tCode } from './words'

const module: ScenarioModule = {
  evidence: () => import('./Evidence.vue'),
  facts: (figures, item) => {
    const { load_before: before, load_after: after, nearest_permitted_site: site } = figures as Partial<TruckEvidence>
    if (!before || !after) return null
    const words = { before: tCode('load', before), after: tCode('load', after) }
    return `${item.subject} · ${site ? t('facts', { ...words, distance: distance(site.distance_m) }) : t('factsNoSite', words)}`
  },
  kind: (kind) => tCode('kind', kind),
  shown: ['kind', 'town', 'truck_id', 'stop', 'load_before', 'load_after', 'bed_lifted', 'lid_opened', 'nearest_permitted_site', 'permits', 'window_end'],
}

export default module
