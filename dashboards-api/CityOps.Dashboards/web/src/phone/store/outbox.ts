import { computed, ref, shallowRef } from 'vue'
import { Refused, Unreachable } from '@/api/client'
import { all, keep, put, remove } from './db'
import { deliver } from './deliver'
import type { Entry } from './types'

/** Everything done on the phone goes through here: kept first, then sent, in order, as soon as there is a network. */
export const entries = shallowRef<Entry[]>([])
export const sending = ref(false)
/** The session ended; entries wait until somebody signs in again. */
export const signedOut = ref(false)
/** The last attempt found no server. */
export const offline = ref(!navigator.onLine)

export const waiting = computed(() => entries.value.filter((e) => !e.refused))
export const refused = computed(() => entries.value.filter((e) => e.refused))

const listeners = new Set<() => void>()
/** Called whenever the server took something. */
export function onDelivered(act: () => void): () => void {
  listeners.add(act)
  return () => void listeners.delete(act)
}

export async function load(): Promise<void> {
  entries.value = await all<Entry>('outbox')
}

/** Keeps the entries, all before any is sent. */
export async function enqueue(...more: Entry[]): Promise<void> {
  for (const entry of more) await put('outbox', entry)
  keep()
  await load()
  void flush()
}

export async function retry(entry: Entry): Promise<void> {
  const { refused: _, ...again } = entry
  await put('outbox', again)
  await load()
  void flush()
}

export async function discard(entry: Entry): Promise<void> {
  await remove('outbox', entry.seq!)
  await load()
}

/** Sends what waits. Several tabs never send at once, and a second send of the same entry would change nothing. */
export async function flush(): Promise<void> {
  if (sending.value || waiting.value.length === 0) return
  sending.value = true
  try {
    await (navigator.locks ? navigator.locks.request('cityops-phone-outbox', sendAll) : sendAll())
  } finally {
    sending.value = false
  }
}

async function sendAll(): Promise<void> {
  await load()
  // What one order waits for is nothing to the others.
  const stuck = new Set(refused.value.map((e) => e.orderId))
  for (const entry of waiting.value) {
    if (stuck.has(entry.orderId)) continue
    try {
      await deliver(entry)
      offline.value = false
      signedOut.value = false
      await remove('outbox', entry.seq!)
      await load()
      for (const tell of listeners) tell()
    } catch (error) {
      if (error instanceof Unreachable || (error instanceof Refused && error.status >= 500)) {
        offline.value = true
        return
      }

      if (!(error instanceof Refused)) throw error
      if (error.status === 401) {
        signedOut.value = true
        return
      }

      stuck.add(entry.orderId)
      await put('outbox', { ...entry, refused: error.detail || error.title })
      await load()
    }
  }
}

const retryEveryMs = 15_000

/** Tries again when the network comes back, when the phone is taken out of the pocket, and now and then. */
export function keepSending(): () => void {
  const wake = () => {
    if (document.visibilityState === 'visible') void flush()
  }
  const back = () => {
    offline.value = false
    void flush()
  }
  const gone = () => (offline.value = true)
  const timer = window.setInterval(wake, retryEveryMs)
  window.addEventListener('online', back)
  window.addEventListener('offline', gone)
  document.addEventListener('visibilitychange', wake)
  void load().then(flush)
  return () => {
    window.clearInterval(timer)
    window.removeEventListener('online', back)
    window.removeEventListener('offline', gone)
    document.removeEventListener('visibilitychange', wake)
  }
}
