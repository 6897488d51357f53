import type { LocationQuery } from 'vue-router'
import type { CaseSummary } from '@/api/types'
import type { ListQuery } from '@/api/client'

/** What the list shows; lives in the address, so that a view can be sent to a colleague. */
export interface Filters {
  state: string
  scenario: string
  kind: string
  town: string
  subject: string
  grid_cell: string
  min_score: string
  /** 'true': with those that are snoozed. */
  hidden: string
  sort: string
}

export const defaults: Filters = { state: '', scenario: '', kind: '', town: '', subject: '', grid_cell: '', min_score: '', hidden: '', sort: 'score' }

const text = (value: LocationQuery[string] | undefined): string => (typeof value === 'string' ? value : '')

export const fromQuery = (query: LocationQuery): Filters =>
  Object.fromEntries(Object.entries(defaults).map(([key, value]) => [key, text(query[key]) || value])) as unknown as Filters

/** Only what differs from the defaults, so that addresses stay short. */
export const toQuery = (filters: Filters): Record<string, string> =>
  Object.fromEntries(Object.entries(filters).filter(([key, value]) => value !== defaults[key as keyof Filters]))

/** Distance is sorted here, from what the server gives by score: where a case is, casework does not know. */
export const toList = (filters: Filters): ListQuery => ({ ...filters, sort: filters.sort === 'distance' ? 'score' : filters.sort })

export const isFiltered = (filters: Filters): boolean => Object.entries(filters).some(([key, value]) => key !== 'sort' && key !== 'hidden' && value !== '')

export const sameFilters = (a: Filters, b: Filters): boolean => (Object.keys(defaults) as (keyof Filters)[]).every((key) => a[key] === b[key])

const ended = new Set(['closed', 'dismissed'])

/** Whether a changed case still belongs in the list that is shown; kind, subject and grid cell are not told by the stream and count as fitting. */
export function belongs(item: Pick<CaseSummary, 'stage' | 'scenario' | 'score' | 'town'>, filters: Filters): boolean {
  if (filters.scenario && item.scenario !== filters.scenario) return false
  if (filters.town && item.town !== filters.town) return false
  if (filters.min_score && item.score < Number(filters.min_score)) return false
  if (filters.state === 'all') return true
  return filters.state ? filters.state.split(',').includes(item.stage) : !ended.has(item.stage)
}
