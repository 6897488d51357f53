import { get } from '@/api/client'
import type { StageCount } from '@/api/types'

export const steps = ['events', 'suspicions', 'cases', 'filed', 'orders', 'visits', 'closures'] as const
export type Flow = Record<(typeof steps)[number], number | null>

export interface IndicatorFigure {
  value: number | null
  numerator: number
  denominator: number
  low: number | null
  high: number | null
}

export interface Overview {
  as_of: string
  today: Flow
  hours: { hour: string; flow: Flow }[]
  open: StageCount[]
  overdue: number
  due_soon: number
  fleet: { seen: number; moving: number; loaded: number }
  indicators: Record<string, IndicatorFigure>
}

export interface Truck {
  truck_id: string
  lon: number
  lat: number
  course_deg: number | null
  load: string
  moving: boolean
}

export interface Heat {
  k: number | null
  cells: { cell: string; count: number | null }[]
}

export interface Definition {
  name: string
  zh: string
  en: string
  kind: 'ratio' | 'per_subject' | 'hours'
  higher: boolean | null
}

export interface Trend {
  rows: { group: { day: string | null }; indicators: Record<string, IndicatorFigure> }[]
}

export const screen = {
  overview: () => get<Overview>('/api/v1/overview'),
  fleet: () => get<{ trucks: Truck[] }>('/api/v1/scenarios/muck-truck/fleet'),
  heat: () => get<Heat>('/api/v1/map/heat?scenario=group-rental&resolution=8'),
  trend: (names: string) => get<Trend>(`/api/v1/indicators?by=day&names=${names}`),
}
