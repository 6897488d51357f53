import type { Me, Meta } from '@/api/types'
import { meta } from './meta'
import { me } from './session'

const key = 'cityops.phone.session'

/** Keeps who is signed in, so that a phone without a network opens as theirs. It gives no right: the server asks again for every request. */
export function rememberSession(): void {
  if (me.value && meta.value) localStorage.setItem(key, JSON.stringify({ me: me.value, meta: meta.value }))
}

/** True where somebody was signed in on this phone before. */
export function recallSession(): boolean {
  const kept = localStorage.getItem(key)
  if (!kept) return false
  const session = JSON.parse(kept) as { me: Me; meta: Meta }
  me.value = session.me
  meta.value = session.meta
  return true
}

export const forgetSession = (): void => localStorage.removeItem(key)
