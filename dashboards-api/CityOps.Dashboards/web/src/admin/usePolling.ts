import { onBeforeUnmount, onMounted, ref, shallowRef } from 'vue'

/** Reads something now and again while it is looked at; what was read stays in sight when a reading fails. */
export function usePolling<T>(read: () => Promise<T>, everyMs: number) {
  const value = shallowRef<T>()
  const failure = shallowRef<unknown>(null)
  const at = ref<string | null>(null)

  async function load() {
    try {
      value.value = await read()
      at.value = new Date().toISOString()
      failure.value = null
    } catch (error) {
      failure.value = error
    }
  }

  let timer = 0
  onMounted(() => {
    void load()
    timer = window.setInterval(() => document.visibilityState === 'visible' && void load(), everyMs)
  })
  onBeforeUnmount(() => window.clearInterval(timer))
  return { value, failure, at, load }
}
