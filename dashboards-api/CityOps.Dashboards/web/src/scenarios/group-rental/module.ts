import { number } from '@/lib/format'
import type { ScenarioModule } from '../registry'
import type { GroupRentalEvidence } from './evidence'
import { t, tCode } from './words'

const figure = (value: unknown, digits: number): string => (typeof value === 'number' ? number(value, digits) : t('unknown'))

const module: ScenarioModule = {
  evidence: () => import('./Evidence.vue'),
  facts: (figures) => {
    const { estimate, dwelling, legal_limit: limit } = figures as Partial<GroupRentalEvidence>
    return estimate
      ? t('facts', { estimate: figure(estimate.occupants, 1), registered: figure(dwelling?.registered_population, 0), limit: figure(limit, 0) })
      : null
  },
  kind: (kind) => tCode('kind', kind),
  shown: [
    'as_of', 'from_day', 'to_day', 'time_zone', 'dwelling', 'estimate', 'legal_limit', 'probability', 'contributions', 'coverage', 'curves', 'features',
    'what_would_change_it', 'why_this_may_be_wrong', 'model_version', 'model_origin', 'town', 'kind', 'window_end',
  ],
}

export default module
