import { reactive } from 'vue'
import { post } from '@/api/client'

export interface Revealed {
  reveal_id: string
  work_order_id: string
  purpose: string
  expires_at: string
  address: string | null
  contact: string | null
  lon: number | null
  lat: number | null
}

// In memory, never in a store of the browser: a reload or the end of its time takes it away.
const open = reactive(new Map<string, Revealed>())

export const revealedOf = (orderId: string): Revealed | undefined => open.get(orderId)
export const hide = (orderId: string): boolean => open.delete(orderId)

/** Opens the vault for one's own order; the server writes the reason into its audit log first. */
export async function reveal(orderId: string, reason: string): Promise<void> {
  open.set(orderId, await post<Revealed>(`/api/v1/work-orders/${encodeURIComponent(orderId)}/reveal`, { reason, purpose: 'visit' }))
}
