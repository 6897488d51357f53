import { ref, watch } from 'vue'
import { followCases, type Connection } from '@/api/stream'
import type { CaseChange } from '@/api/types'
import { layersMayDiffer } from '@/map/sources'

/** The state of the live stream, for the bar at the top. */
export const connection = ref<Connection>('connecting')

interface Listener {
  change: (change: CaseChange) => void
  resync: () => void
}

const listeners = new Set<Listener>()
let close: (() => void) | undefined

/** One stream for the whole page, open as long as anybody listens. Answers how to stop. */
export function listen(change: Listener['change'] = () => undefined, resync: Listener['resync'] = () => undefined): () => void {
  const listener = { change, resync }
  listeners.add(listener)
  close ??= open()
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    close?.()
    close = undefined
  }
}

function open(): () => void {
  const stream = followCases(
    (one) => listeners.forEach((l) => l.change(one)),
    () => {
      listeners.forEach((l) => l.resync())
      layersMayDiffer()
    },
  )
  const stop = watch(
    stream.connection,
    (state, before) => {
      connection.value = state
      if (state === 'live' && before === 'lost') layersMayDiffer()
    },
    { immediate: true },
  )
  return () => {
    stop()
    stream.close()
  }
}
