import { api } from '@/api/client'
import { me } from '@/state/session'

/** Ends the session; the page starts anew so that nothing of it stays in memory. */
export async function signOut(): Promise<void> {
  await api.signOut()
  localStorage.removeItem('cityops.plates')
  me.value = null
  window.location.assign('/sign-in')
}
