import type { CaseSummary } from '@/api/types'
import { t } from '@/i18n'
import { moduleOf } from '@/scenarios/registry'
import { scenarioOf, scenarioTitle } from '@/state/meta'

/** What a case is about. A dwelling is only its key: nobody here learns whose it is. */
export function subjectText(item: Pick<CaseSummary, 'scenario' | 'subject'>): string {
  const kind = scenarioOf(item.scenario)?.subject_kind
  if (kind === 'truck') return moduleOf(scenarioOf(item.scenario)?.web_module)?.subject?.(item.subject) ?? `${t('case.truck')} ${item.subject}`
  // A key has up to twenty digits; the last six tell neighbours in a list apart.
  if (kind === 'dwelling') return `${t('case.dwelling')} …${item.subject.slice(-6)}`
  return item.subject
}

/** What a case is called: its kind in its scenario's words, else the scenario. */
export function titleOf(item: Pick<CaseSummary, 'scenario' | 'kind'>): string {
  const module = moduleOf(scenarioOf(item.scenario)?.web_module)
  if (!item.kind) return scenarioTitle(item.scenario)
  return module ? module.kind(item.kind) : item.kind.replaceAll('_', ' ')
}
