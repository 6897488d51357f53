import { t, tCode } from '@/i18n'
import { distance } from '@/lib/format'
import type { ScenarioModule } from '../registry'

const module: ScenarioModule = {
  evidence: () => import('./Evidence.vue'),
  facts: (headline, item) =>
    typeof headline.load_before === 'string' && typeof headline.load_after === 'string'
      ? `${item.subject} · ${t('mt.facts', {
          before: tCode('mt.load', headline.load_before),
          after: tCode('mt.load', headline.load_after),
          distance: typeof headline.nearest_site_m === 'number' ? distance(headline.nearest_site_m) : '–',
        })}`
      : null,
  shown: ['kind', 'town', 'truck_id', 'stop', 'load_before', 'load_after', 'lid', 'nearest_site', 'sites', 'track', 'headline'],
}

export default module
