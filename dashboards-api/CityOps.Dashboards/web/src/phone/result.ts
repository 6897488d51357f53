import type { ChecklistItem, OutcomeCode } from '@/api/types'
import type { Draft } from './store/types'
import { t } from './words'

interface Needed {
  checklist: readonly ChecklistItem[]
  photos: number
  codes: readonly OutcomeCode[]
}

/** What exactly may be found under the chosen outcome. */
export const codesOf = (draft: Draft, codes: readonly OutcomeCode[]): OutcomeCode[] => codes.filter((code) => code.outcome === draft.outcome)

const violationKnown = (draft: Draft, codes: readonly OutcomeCode[]) =>
  codes.length > 0 ? codes.some((code) => code.code === draft.violation) : /^[a-z][a-z0-9_]*$/.test(draft.violation)

/** What an outcome still lacks, in words. */
export function missingOf(draft: Draft, needed: Needed): string[] {
  return [
    ...(draft.outcome !== 'no_entry' && needed.checklist.some((item) => item.required && !draft.answers[item.code]) ? [t('step.check')] : []),
    ...(draft.photos.length < needed.photos ? [t('photoNeeded', { count: needed.photos })] : []),
    ...(draft.outcome === '' ? [t('step.result')] : []),
    ...(draft.outcome === 'other_violation' && !violationKnown(draft, codesOf(draft, needed.codes)) ? [t('violation')] : []),
  ]
}

/** The wire's form of an outcome; fields that make no sense beside it are left out. */
export function outcomeBody(draft: Draft, dwelling: boolean): Record<string, unknown> {
  const entered = draft.outcome !== 'no_entry'
  return {
    outcome: draft.outcome,
    people_found: dwelling && entered ? draft.people : null,
    rooms_used: dwelling && entered ? draft.rooms : null,
    violation_kind: draft.violation || null,
    lawful_reason: draft.outcome === 'not_found' ? draft.lawful || null : null,
    note: draft.note || null,
    ...(draft.photos.length > 0 && { evidence: draft.photos.map((photo) => `sha256:${photo.sha256}`) }),
    ...(entered && Object.keys(draft.answers).length > 0 && { checklist: { ...draft.answers } }),
  }
}
