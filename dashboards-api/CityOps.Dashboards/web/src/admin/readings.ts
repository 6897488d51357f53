import { computed, ref, shallowRef } from 'vue'

/** So many refreshes without an answer, and what was last read is no news any more. */
const patience = 3

/** What is read again and again: what was read stays in sight when a reading fails or hangs, and `overdue` says that it is old. */
export function readings<T>(read: (signal: AbortSignal) => Promise<T>, everyMs: number) {
  const value = shallowRef<T>()
  const failure = shallowRef<unknown>(null)
  const at = ref<string | null>(null)
  const missed = ref(0)
  let pending = false

  // One at a time: those that hang would take every connection that the browser has.
  async function load() {
    if (pending) return
    pending = true
    try {
      const given = AbortSignal.timeout(2 * patience * everyMs)
      value.value = await Promise.race([read(given), new Promise<never>((_, reject) => given.addEventListener('abort', () => reject(given.reason)))])
      at.value = new Date().toISOString()
      failure.value = null
      missed.value = 0
    } catch (error) {
      failure.value = error
      missed.value++
    } finally {
      pending = false
    }
  }

  function tick() {
    if (pending) missed.value++
    else void load()
  }

  return { value, failure, at, overdue: computed(() => missed.value >= patience), load, tick }
}
