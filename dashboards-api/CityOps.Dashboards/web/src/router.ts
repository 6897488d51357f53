import { createRouter, createWebHistory, type RouteLocationNormalized, type RouteRecordRaw } from 'vue-router'
import { homeFor, rooms, roomsFor } from '@/shell/rooms'
import { takePlace } from '@/state/comeBack'
import { recallSession } from '@/state/lastSession'
import { loadMeta } from '@/state/meta'
import { loadSession, may, me } from '@/state/session'

const inRoom = (route: RouteRecordRaw, name: string): RouteRecordRaw => ({ ...route, meta: { ...route.meta, room: name } })

/** The jobs are no page of ours: the server shows them to whoever may, and this page to whoever may not. */
function toJobs(to: RouteLocationNormalized) {
  if (!may('jobs.manage')) return true
  location.assign(to.fullPath)
  return false
}

/** Where the session ended, or one's own room. */
function start(): string {
  if (!me.value) return '/nothing'
  const before = takePlace()
  return (before && mayEnter(router.resolve(before).meta.room) && before) || homeFor(me.value.roles, me.value.rights)?.path || '/nothing'
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'home', redirect: start },
    { path: '/sign-in', component: () => import('@/pages/SignInPage.vue'), meta: { open: true } },
    { path: '/account', component: () => import('@/account/AccountPage.vue') },
    { path: '/nothing', component: () => import('@/pages/RefusedPage.vue') },
    ...rooms.flatMap((room) => room.routes.map((route) => inRoom(route, room.name))),
    { path: '/jobs/:rest(.*)*', beforeEnter: toJobs, component: () => import('@/pages/JobsRefusedPage.vue') },
    { path: '/:rest(.*)*', component: () => import('@/pages/MissingPage.vue') },
  ],
})

router.beforeEach(async (to) => {
  if (to.meta.open || me.value) return true
  // The first page asks who is there before any room's code runs; '/' decides only once that is known.
  const path = to.redirectedFrom?.fullPath ?? to.fullPath
  try {
    if (!(await loadSession())) return { path: '/sign-in', query: { next: path } }
    await loadMeta()
    return to.redirectedFrom?.path === '/' ? '/' : true
  } catch {
    // A phone without a network opens as whoever used it last; everything else says so.
    if (to.meta.room === 'phone' && recallSession()) return true
    return { path: '/sign-in', query: { reason: 'unreachable', next: path } }
  }
})

/** Whether the one signed in may enter the room of a route; the server decides again on every request. */
export const mayEnter = (room: unknown): boolean => room === undefined || roomsFor(me.value?.rights ?? []).some((open) => open.name === room)
