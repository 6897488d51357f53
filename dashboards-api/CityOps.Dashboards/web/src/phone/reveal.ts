import { reactive } from 'vue'
import { post } from '@/api/client'
import type { Wire } from '@/api/wire'

export type Revealed = Wire<'RevealAnswersRevealed'>

// In memory, never in a store of the browser: a reload or the end of its time takes it away.
const open = reactive(new Map<string, Revealed>())

export const revealedOf = (orderId: string): Revealed | undefined => open.get(orderId)
export const hide = (orderId: string): boolean => open.delete(orderId)

/** Opens the vault for one's own order; the server writes the reason into its audit log first. */
export async function reveal(orderId: string, reason: string): Promise<void> {
  open.set(orderId, await post<'/api/v1/work-orders/{id}/reveal'>(`/api/v1/work-orders/${encodeURIComponent(orderId)}/reveal`, { reason, purpose: 'visit' }))
}
