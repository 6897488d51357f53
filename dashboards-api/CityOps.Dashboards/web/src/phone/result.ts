import type { ChecklistItem } from '@/api/types'
import type { Draft } from './store/types'
import { t } from './words'

/** What an outcome still lacks, in words. */
export function missingOf(draft: Draft, needed: { checklist: readonly ChecklistItem[]; photos: number }): string[] {
  return [
    ...(draft.outcome !== 'no_entry' && needed.checklist.some((item) => item.required && !draft.answers[item.code]) ? [t('step.check')] : []),
    ...(draft.photos.length < needed.photos ? [t('photoNeeded')] : []),
    ...(draft.outcome === '' ? [t('step.result')] : []),
    ...(draft.outcome === 'other_violation' && !/^[a-z][a-z0-9_]*$/.test(draft.violation) ? [t('violation')] : []),
  ]
}

/** The wire's form of an outcome; fields that make no sense beside it are left out. */
export function outcomeBody(draft: Draft, dwelling: boolean): Record<string, unknown> {
  const entered = draft.outcome !== 'no_entry'
  return {
    outcome: draft.outcome,
    people_found: dwelling && entered ? draft.people : null,
    rooms_used: dwelling && entered ? draft.rooms : null,
    violation_kind: draft.outcome === 'other_violation' ? draft.violation : null,
    lawful_reason: draft.outcome === 'not_found' ? draft.lawful || null : null,
    note: draft.note || null,
    ...(entered && Object.keys(draft.answers).length > 0 && { checklist: { ...draft.answers } }),
  }
}
