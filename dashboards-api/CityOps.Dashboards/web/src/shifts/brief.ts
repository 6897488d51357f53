import { get } from '@/api/client'
import type { Figure } from './api'

export type Period = 'day' | 'week' | 'month'

/** What an indicator says, in both languages. */
export interface Definition {
  name: string
  zh: string
  en: string
  kind: 'ratio' | 'per_subject' | 'hours'
  higher: boolean | null
}

export interface BriefFigure {
  definition: Definition
  figure: Figure & { low: number | null; high: number | null }
  before: number | null
  cases: { case_id: string; work_order_id: string | null; at: string; hit: boolean; town: string | null; unit: string | null }[]
  more_cases: number
}

/** A brief (简报): what happened in a day, a week or a month, and the cases behind each figure. */
export interface Brief {
  period: Period
  first_day: string
  last_day: string
  made_at: string
  final: boolean
  flow: { suspicions: number; cases: number; filed: number; orders: number; visits: number; closures: number; dismissed: number }
  figures: BriefFigure[]
  towns: { town: string; figures: Record<string, Figure> }[]
}

const path = (period: Period, date: string, format = '') => `/api/v1/briefs/${period}?${new URLSearchParams({ ...(date && { date }), ...(format && { format }) })}`

export const briefs = {
  of: (period: Period, date: string, signal?: AbortSignal) => get<Brief>(path(period, date), signal),
  file: (brief: Brief, format: 'xlsx' | 'docx') => path(brief.period, brief.first_day, format),
}

/** A day so many periods away; local dates, so no clock and no zone comes in. */
export function moved(period: Period, day: string, by: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  if (period === 'month') date.setUTCMonth(date.getUTCMonth() + by, 1)
  else date.setUTCDate(date.getUTCDate() + by * (period === 'week' ? 7 : 1))
  return date.toISOString().slice(0, 10)
}
