import { number } from '@/lib/format'
import { t } from './briefWords'
import type { BriefFigure, Definition } from './brief'

/** The rates that towns are compared by. */
export const rates: readonly string[] = ['handling_rate', 'on_time_handling_rate', 'closing_rate', 'on_time_closing_rate', 'rework_rate', 'fruitless_visit_rate']

export const percent = (value: number): string => `${number(value * 100, 1)} %`

export function valueText(definition: Definition, value: number | null): string {
  if (value === null) return '–'
  return definition.kind === 'ratio' ? percent(value) : definition.kind === 'hours' ? t('hours', { n: number(value, 1) }) : number(value, 2)
}

/** How a figure moved since the period before, and whether that is good; null where nothing can be said. */
export function changeOf({ definition, figure, before }: BriefFigure): { text: string; mood: 'good' | 'bad' | 'quiet' } | null {
  if (figure.value === null || before === null) return null
  const by = figure.value - before
  const size = definition.kind === 'ratio' ? number(Math.abs(by) * 100, 1) : number(Math.abs(by), definition.kind === 'hours' ? 1 : 2)
  if (Number.parseFloat(size) === 0) return { text: '=', mood: 'quiet' }
  const mood = definition.higher === null ? 'quiet' : by > 0 === definition.higher ? 'good' : 'bad'
  return { text: `${by > 0 ? '▲' : '▼'} ${size}`, mood }
}
