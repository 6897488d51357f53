import { ref } from 'vue'
import { defaults, type Filters } from './filters'
import { t, type Word } from './words'

/** A named set of filters. The first ones come with the product; whoever wants more keeps their own in this browser. */
export interface View {
  name: string
  filters: Filters
  own: boolean
}

const key = 'cityops.views'

const given: readonly [Word, Partial<Filters>][] = [
  ['view.open', {}],
  ['view.trucks', { scenario: 'muck-truck', state: 'detected,triaged,reopened' }],
  ['view.households', { scenario: 'group-rental', state: 'detected,triaged,reopened' }],
  ['view.due', { sort: 'due' }],
  ['view.mine', { state: 'filed,returned' }],
  ['view.ended', { state: 'closed,dismissed', sort: 'updated' }],
]

export const givenViews = (): View[] => given.map(([name, filters]) => ({ name: t(name), filters: { ...defaults, ...filters }, own: false }))

function read(): View[] {
  try {
    const stored = JSON.parse(localStorage.getItem(key) ?? '[]') as { name: string; filters: Partial<Filters> }[]
    return stored.map((view) => ({ name: String(view.name), filters: { ...defaults, ...view.filters }, own: true }))
  } catch {
    return []
  }
}

export const ownViews = ref<View[]>(read())

function keep(views: View[]) {
  ownViews.value = views
  localStorage.setItem(key, JSON.stringify(views))
}

export const saveView = (name: string, filters: Filters): void =>
  keep([...ownViews.value.filter((view) => view.name !== name), { name, filters: { ...filters }, own: true }])

export const removeView = (name: string): void => keep(ownViews.value.filter((view) => view.name !== name))
