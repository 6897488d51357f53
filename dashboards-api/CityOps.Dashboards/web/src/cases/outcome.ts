import type { Outcome } from '@/api/types'
import { t } from '@/i18n'
import { scenarioOf } from '@/state/meta'

/** What an outcome is called: nobody enters a truck, it is met or not. */
export function outcomeText(outcome: Outcome, scenario: string): string {
  const ofTrucks = scenarioOf(scenario)?.subject_kind === 'truck'
  return ofTrucks && (outcome === 'no_entry' || outcome === 'not_found') ? t(`outcome.truck.${outcome}`) : t(`outcome.${outcome}`)
}
