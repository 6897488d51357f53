import { router } from '@/router'
import { api } from '@/api/client'
import { titleOf } from '@/cases/subject'
import { either, switchLanguage, t as common } from '@/i18n'
import { scenarioOf } from '@/state/meta'
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
  run: () => unknown
}

/** What can always be done: go to a room, change how the pages look, leave. */
export const standing = (): Entry[] => [
  ...roomsFor(me.value?.rights ?? []).map((room) => ({ id: `room-${room.name}`, group: t('palette.rooms'), title: either(room.title), hint: room.path, run: () => router.push(room.path) })),
  { id: 'theme', group: t('palette.commands'), title: t('command.theme'), run: switchTheme },
  { id: 'language', group: t('palette.commands'), title: t('command.language'), run: switchLanguage },
  { id: 'help', group: t('palette.commands'), title: t('command.help'), run: () => (helpOpen.value = true) },
  { id: 'sign-out', group: t('palette.commands'), title: t('command.signOut'), run: signOut },
]

const openCase = (id: string) => router.push({ name: 'cases', params: { id }, query: { state: 'all' } })

/** Cases by id, by truck or by town and grid, as far as the caller may see them. */
export async function find(text: string, signal: AbortSignal): Promise<Entry[]> {
  const q = text.trim()
  if (q.length < 2 || !may('cases.read')) return []
  if (/^case-/i.test(q)) {
    const detail = await api.case(q.toUpperCase(), signal).catch(() => null)
    return detail ? [{ id: detail.case.case_id, group: t('palette.cases'), title: detail.case.case_id, hint: titleOf(detail.case), run: () => openCase(detail.case.case_id) }] : []
  }

  const [subjects, towns] = await Promise.all([
    api.cases({ state: 'all', subject: q, limit: 5 }, signal),
    api.cases({ state: 'all', town: q, limit: 1 }, signal),
  ])
  const entries: Entry[] = subjects.cases.map((item) => ({
    id: item.case_id,
    group: t('palette.cases'),
    title: `${titleOf(item)} · ${item.subject}`,
    hint: `${item.case_id} · ${common(`stage.${item.stage}`)}`,
    run: () => openCase(item.case_id),
  }))
  const query = (query: Record<string, string>) => () => router.push({ name: 'cases', params: { id: '' }, query })
  if (subjects.cases.length > 0) entries.push({ id: 'subject', group: t('palette.cases'), title: t('palette.findTruck', { q }), run: query({ state: 'all', subject: q }) })
  if (may('traces.read') && (subjects.cases.some((item) => scenarioOf(item.scenario)?.subject_kind === 'truck') || /^truck-/i.test(q)))
    entries.push({ id: 'track', group: t('palette.cases'), title: t('palette.track', { q }), run: () => router.push({ name: 'tracks', query: { truck: q } }) })
  if (towns.cases.length > 0) entries.push({ id: 'town', group: t('palette.cases'), title: t('palette.findTown', { q }), run: query({ town: q }) })
  return entries
}
