import { createRouter, createWebHistory } from 'vue-router'
import { loadMeta } from '@/state/meta'
import { loadSession, me } from '@/state/session'

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', redirect: '/cases' },
    { path: '/sign-in', component: () => import('@/pages/SignInPage.vue'), meta: { open: true } },
    // One record for list and case, so that opening a case keeps the list where it is.
    { path: '/cases/:id?', name: 'cases', component: () => import('@/pages/CasesPage.vue') },
    { path: '/:rest(.*)*', redirect: '/cases' },
  ],
})

router.beforeEach(async (to) => {
  if (to.meta.open || me.value) return true
  try {
    if (!(await loadSession())) return { path: '/sign-in', query: { next: to.fullPath } }
    await loadMeta()
    return true
  } catch {
    return { path: '/sign-in', query: { reason: 'unreachable', next: to.fullPath } }
  }
})
