import { router } from '@/router'
import { api } from '@/api/client'
import type { Found } from '@/api/types'
import { subjectText, titleOf } from '@/cases/subject'
import { either, switchLanguage, t as common } from '@/i18n'
import { may, me } from '@/state/session'
import { switchTheme } from '@/state/theme'
import { helpOpen } from './overlays'
import { roomsFor } from './rooms'
import { signOut } from './signOut'
import { t } from './words'

/** One line of the palette. */
export interface Entry {
  id: string
  group: string
  title: string
  hint?: string
  /** Words it is found by beside what it shows. */
  words?: string
  run: () => unknown
}

const wordsOf = ({ title, also }: { title: { zh: string; en: string }; also?: string }): string => `${title.zh} ${title.en} ${also ?? ''}`

const goTo = (path: string, title: string, words: string): Entry => ({ id: `go-${path}`, group: t('palette.rooms'), title, hint: path, words, run: () => router.push(path) })

/** Those that a text finds, in either language. */
export const matching = (entries: readonly Entry[], text: string): Entry[] => {
  const wanted = text.trim().toLowerCase()
  return entries.filter(({ title, hint, words }) => `${title} ${hint ?? ''} ${words ?? ''}`.toLowerCase().includes(wanted))
}

/** What can always be done: go to a room, change how the pages look, leave. */
export const standing = (): Entry[] => [
  ...roomsFor(me.value?.rights ?? []).flatMap((room) => [goTo(room.path, either(room.title), wordsOf(room)), ...(room.parts ?? []).filter((part) => may(part.right)).map((part) => goTo(part.path, `${either(room.title)} · ${either(part.title)}`, wordsOf(part)))]),
  { id: 'theme', group: t('palette.commands'), title: t('command.theme'), run: switchTheme },
  { id: 'language', group: t('palette.commands'), title: t('command.language'), run: switchLanguage },
  { id: 'help', group: t('palette.commands'), title: t('command.help'), run: () => (helpOpen.value = true) },
  { id: 'sign-out', group: t('palette.commands'), title: t('command.signOut'), run: signOut },
]

const openCase = (id: string) => router.push({ name: 'cases', params: { id }, query: { state: 'all' } })

const toQueue = (query: Record<string, string>) => () => router.push({ name: 'cases', params: { id: '' }, query })

const nameOf = (truck: Found['trucks'][number]) => [truck.plate, truck.truck_id].filter(Boolean).join(' · ')

/** Where a truck drove, and what became of it. */
const truckEntries = (truck: Found['trucks'][number]): Entry[] => [
  ...(truck.track ? [{ id: `track-${truck.truck_id}`, group: t('palette.trucks'), title: t('palette.track', { q: nameOf(truck) }), run: () => router.push({ name: 'tracks', query: { truck: truck.truck_id } }) }] : []),
  ...(truck.cases > 0 ? [{ id: `truck-${truck.truck_id}`, group: t('palette.trucks'), title: t('palette.findTruck', { q: nameOf(truck) }), hint: t('palette.count', { n: truck.cases }), run: toQueue({ state: 'all', subject: truck.truck_id }) }] : []),
]

/** Cases by a part of their id, trucks by plate or phone, grid cells by code or unit, and towns: what of them the caller may see. */
export async function find(text: string, signal: AbortSignal): Promise<Entry[]> {
  const q = text.trim()
  if (q.length < 2 || !may('cases.read')) return []
  const [found, towns] = await Promise.all([api.search(q, signal), api.cases({ state: 'all', town: q, limit: 1 }, signal)])
  const cases = found.cases.map((item) => ({
    id: item.case_id,
    group: t('palette.cases'),
    title: `${titleOf(item)} · ${subjectText(item)}`,
    hint: `${item.case_id} · ${common(`stage.${item.stage}`)}`,
    run: () => openCase(item.case_id),
  }))
  const grids = found.grids.map((grid) => ({
    id: `grid-${grid.grid_cell}`,
    group: t('palette.grids'),
    title: t('palette.findGrid', { q: grid.grid_cell }),
    hint: [grid.unit, t('palette.open', { n: grid.cases })].filter(Boolean).join(' · '),
    run: toQueue({ grid_cell: grid.grid_cell }),
  }))
  const town = towns.cases.length > 0 ? [{ id: 'town', group: t('palette.grids'), title: t('palette.findTown', { q }), run: toQueue({ town: q }) }] : []
  return [...cases, ...found.trucks.flatMap(truckEntries), ...town, ...grids]
}
