import { either } from '@/i18n'
import type { Score } from './api'
import { number } from '@/lib/format'
import { fixed } from './fixed'
import { t, tCode } from './words'

const slices = ['tenure', 'registered people', 'town', 'built in']

/** What a figure of the gate is called. Behind a comma stands whose it is: the slice and group of a share of false alarms, or one of a version's scores. */
export function figureName(name: string, scores: readonly Score[]): string {
  const score = scores.find((one) => name.endsWith(`, ${one.name}`))
  if (score) return t('figure.ofScore', { score: either(score), figure: tCode('figure', name.slice(0, -`, ${score.name}`.length)) })
  const slice = slices.find((one) => name.startsWith(`false share, ${one} `))
  if (slice === undefined) return tCode('figure', name)
  return t('figure.falseShare', { slice: tCode('slice', slice), group: tCode('group', name.slice(`false share, ${slice} `.length)) })
}

/** What there has to be to compare on, and what there is: no figure of a model. */
export const isCount = (name: string): boolean => name === 'dwellings' || name === 'rentals'

/** A figure of the gate as it is read. */
export const gateValue = (name: string, value: number | null): string => (value === null ? '–' : isCount(name) ? number(value, 0) : fixed(value, 3))
