import { onBeforeUnmount, onMounted } from 'vue'
import { readings } from './readings'

/** Reads something now and again while it is looked at. */
export function usePolling<T>(read: (signal: AbortSignal) => Promise<T>, everyMs: number) {
  const { value, failure, at, overdue, load, tick } = readings(read, everyMs)
  let timer = 0
  onMounted(() => {
    void load()
    timer = window.setInterval(() => document.visibilityState === 'visible' && tick(), everyMs)
  })
  onBeforeUnmount(() => window.clearInterval(timer))
  return { value, failure, at, overdue, load }
}
