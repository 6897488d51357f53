import { t } from '@/i18n'
import { number } from '@/lib/format'
import type { ScenarioModule } from '../registry'

const figure = (value: unknown, digits: number): string => (typeof value === 'number' ? number(value, digits) : t('gr.unknown'))

const module: ScenarioModule = {
  evidence: () => import('./Evidence.vue'),
  facts: (headline) =>
    typeof headline.estimated_occupants === 'number'
      ? t('gr.facts', {
          estimate: figure(headline.estimated_occupants, 1),
          registered: figure(headline.registered_population, 0),
          limit: figure(headline.legal_limit, 0),
        })
      : null,
  shown: [
    'as_of', 'from_day', 'to_day', 'time_zone', 'dwelling', 'estimate', 'legal_limit', 'probability', 'contributions', 'coverage', 'curves',
    'why_this_may_be_wrong', 'model_version', 'model_origin', 'town', 'kind', 'window_end', 'headline',
  ],
}

export default module
