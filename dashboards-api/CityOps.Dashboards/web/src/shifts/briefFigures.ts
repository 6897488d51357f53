import { duration, number } from '@/lib/format'
import { t } from './briefWords'
import type { BriefFigure, Definition } from './brief'

/** The rates that towns are compared by. */
export const rates: readonly string[] = ['handling_rate', 'on_time_handling_rate', 'closing_rate', 'on_time_closing_rate', 'rework_rate', 'fruitless_visit_rate']

export const percent = (value: number): string => `${number(value * 100, 1)} %`

export function valueText(definition: Definition, value: number | null): string {
  if (value === null) return '–'
  return definition.kind === 'ratio' ? percent(value) : definition.kind === 'hours' ? hours(value) : number(value, 2)
}

const hour = 3_600_000

/** Hours in their largest sensible unit: what takes minutes is not “0 h”. */
const hours = (value: number): string => (value < 1 ? duration(value * hour) : t('hours', { n: number(value, 1) }))

/** How a figure moved since the period before, and whether that is good; null where nothing can be said. */
export function changeOf({ definition, figure, before }: BriefFigure): { text: string; mood: 'good' | 'bad' | 'quiet' } | null {
  if (figure.value === null || before === null) return null
  const by = figure.value - before
  const size = Math.abs(by)
  const least = definition.kind === 'ratio' ? 0.0005 : definition.kind === 'hours' ? 1 / 120 : 0.005
  if (size < least) return { text: '=', mood: 'quiet' }
  const text = definition.kind === 'ratio' ? t('points', { n: number(size * 100, 1) }) : definition.kind === 'hours' ? hours(size) : number(size, 2)
  const mood = definition.higher === null ? 'quiet' : by > 0 === definition.higher ? 'good' : 'bad'
  return { text: `${by > 0 ? '▲' : '▼'} ${text}`, mood }
}
