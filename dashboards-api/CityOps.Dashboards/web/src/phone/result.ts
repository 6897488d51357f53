import type { ChecklistItem, OutcomeCode } from '@/api/types'
import type { Draft } from './store/types'
import { t } from './words'

interface Needed {
  checklist: readonly ChecklistItem[]
  photos: number
  codes: readonly OutcomeCode[]
}

/** Pictures that an outcome asks for. */
export interface NeededPhotos {
  step: string
  at_least: number
  zh: string
  en: string
}

/** One at least, as a report without a picture is sent back; and one for each that is listed, or more where it says so. */
export const photosFor = (outcome: string, needed: readonly NeededPhotos[]): number =>
  Math.max(1, needed.filter((one) => one.step === outcome).reduce((sum, one) => sum + Math.max(1, one.at_least), 0))

/** What to take pictures of: of the outcome, or, before it is chosen, of each. */
export const listedFor = (outcome: string, needed: readonly NeededPhotos[]): NeededPhotos[] =>
  needed.filter((one) => one.step !== 'recheck' && (outcome === '' || one.step === outcome))

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
