import { t, tCode } from './words'

/** Figures for each registered person, by feature. */
const suffix = '_per_registered'

interface Sentence {
  feature: string
}

/** What the score rests on, in sentences; where nobody is registered, what would be divided by nobody is told without its quotient. */
export const withoutQuotient = <C extends Sentence & { text: string }>(contributions: readonly C[], registered: number | null | undefined): C[] =>
  registered !== 0 ? [...contributions] : contributions.map((one) => (one.feature.endsWith(suffix) ? { ...one, text: t('nobody', { what: tCode('per', one.feature.slice(0, -suffix.length)) }) } : one))

/** What would change the score, but for figures for each of nobody. */
export const withoutPerNobody = <C extends Sentence>(changes: readonly C[], registered: number | null | undefined): C[] =>
  registered !== 0 ? [...changes] : changes.filter((one) => !one.feature.endsWith(suffix))
