import type { LocationQuery } from 'vue-router'
import type { CaseSummary } from '@/api/types'
import type { ListQuery } from '@/api/client'

/** What the list shows; lives in the address, so that a view can be sent to a colleague. */
export interface Filters {
  state: string
  scenario: string
  min_score: string
  sort: string
}

export const defaults: Filters = { state: '', scenario: '', min_score: '', sort: 'score' }

const text = (value: LocationQuery[string] | undefined): string => (typeof value === 'string' ? value : '')

export const fromQuery = (query: LocationQuery): Filters => ({
  state: text(query.state),
  scenario: text(query.scenario),
  min_score: text(query.min_score),
  sort: text(query.sort) || defaults.sort,
})

/** Only what differs from the defaults, so that addresses stay short. */
export const toQuery = (filters: Filters): Record<string, string> =>
  Object.fromEntries(Object.entries(filters).filter(([key, value]) => value !== defaults[key as keyof Filters]))

export const toList = (filters: Filters): ListQuery => ({ ...filters })

export const isFiltered = (filters: Filters): boolean => filters.state !== '' || filters.scenario !== '' || filters.min_score !== ''

const ended = new Set(['closed', 'dismissed'])

/** Whether a changed case still belongs in the list that is shown. */
export function belongs(item: Pick<CaseSummary, 'stage' | 'scenario' | 'score'>, filters: Filters): boolean {
  if (filters.scenario && item.scenario !== filters.scenario) return false
  if (filters.min_score && item.score < Number(filters.min_score)) return false
  if (filters.state === 'all') return true
  return filters.state ? filters.state.split(',').includes(item.stage) : !ended.has(item.stage)
}
