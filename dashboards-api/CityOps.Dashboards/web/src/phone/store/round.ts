import { computed, ref, shallowRef } from 'vue'
import { api, get, Refused, Unreachable } from '@/api/client'
import { all, replace } from './db'
import { offline, signedOut, waiting } from './outbox'
import type { Held, Order } from './types'

/** The inspector's round: what the server gave last, kept for when there is no server. */
export const held = shallowRef<Held[]>([])
export const loaded = ref(false)
export const refreshing = ref(false)
/** When the round was last heard from the server. */
export const asOf = ref<string | null>(localStorage.getItem('cityops.phone.asOf'))
export const failure = shallowRef<unknown>(null)

/** Orders whose outcome is given off but not yet sent: done for the inspector, open for the server. */
export const givenOff = computed(() => new Set(waiting.value.filter((e) => e.kind === 'outcome' || e.kind === 'return').map((e) => e.orderId)))

export const heldOf = (orderId: string): Held | undefined => held.value.find((h) => h.order.work_order_id === orderId)

export async function restore(): Promise<void> {
  held.value = await all<Held>('orders')
  if (held.value.length > 0) loaded.value = true
}

export async function refresh(): Promise<void> {
  if (refreshing.value) return
  refreshing.value = true
  try {
    const { orders } = await get<'/api/v1/work-orders'>('/api/v1/work-orders?mine=true')
    const next = await Promise.all(orders.map(withDetail))
    await replace('orders', next)
    held.value = next
    asOf.value = new Date().toISOString()
    localStorage.setItem('cityops.phone.asOf', asOf.value)
    offline.value = false
    signedOut.value = false
    failure.value = null
  } catch (error) {
    if (error instanceof Unreachable) offline.value = true
    else if (error instanceof Refused && error.status === 401) signedOut.value = true
    else failure.value = error
  } finally {
    loaded.value = true
    refreshing.value = false
  }
}

/** What the visit needs is fetched while there is a network, and only where the case has changed. */
async function withDetail(order: Order): Promise<Held> {
  const before = heldOf(order.work_order_id)
  if (before?.detail && before.order.version === order.version) return { order, detail: before.detail }
  const detail = await api.case(order.case_id).catch((error: unknown) => {
    if (error instanceof Unreachable) throw error
    return null
  })
  return { order, detail }
}
