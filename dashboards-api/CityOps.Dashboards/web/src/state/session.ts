import { shallowRef } from 'vue'
import { api, Refused } from '@/api/client'
import { expired } from '@/api/expired'
import type { Me } from '@/api/types'

export const me = shallowRef<Me | null>(null)

export const may = (right: string): boolean => me.value?.rights.includes(right) ?? false

/** Asks who is signed in. False: nobody. */
export async function loadSession(): Promise<boolean> {
  try {
    me.value = await api.me()
    expired.value = false
    return true
  } catch (error) {
    me.value = null
    if (error instanceof Refused && error.status === 401) return false
    throw error
  }
}
