import { get } from '@/api/client'
import type { Wire } from '@/api/wire'

export type Period = Wire<'Brief'>['period']

/** What an indicator says, in both languages. */
export type Definition = Wire<'IndicatorDefinition'>

export type BriefFigure = Wire<'BriefFigure'>

/** A brief (简报): what happened in a day, a week or a month, and the cases behind each figure. */
export type Brief = Wire<'Brief'>

const path = (period: Period, date: string, format = '') =>
  `/api/v1/briefs/${period}?${new URLSearchParams({ ...(date && { date }), ...(format && { format }) })}` as const

export const briefs = {
  of: (period: Period, date: string, signal?: AbortSignal) => get<'/api/v1/briefs/{period}'>(path(period, date), signal),
  /** The latest day of which there is something to say. */
  latest: () => get('/api/v1/briefs/latest'),
  file: (brief: Brief, format: 'xlsx' | 'docx') => path(brief.period, brief.first_day, format),
}

/** A day so many periods away; local dates, so no clock and no zone comes in. */
export function moved(period: Period, day: string, by: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  if (period === 'month') date.setUTCMonth(date.getUTCMonth() + by, 1)
  else date.setUTCDate(date.getUTCDate() + by * (period === 'week' ? 7 : 1))
  return date.toISOString().slice(0, 10)
}
