import { onBeforeUnmount, ref, type Ref } from 'vue'

export const speeds = [1, 5, 10, 30, 60, 300] as const

/**
 * The clock of a replay: real time × speed, at the browser's own frame rate. `time` is in milliseconds since 1970; `onFrame` draws, outside of
 * Vue, so that sixty frames a second cost no rendering of components; `time` itself follows ten times a second.
 */
export function usePlayer(range: Ref<[number, number]>, onFrame: (time: number) => void) {
  const time = ref(range.value[0])
  const playing = ref(false)
  const speed = ref<number>(60)
  let exact = time.value
  let last = 0
  let told = 0
  let frame = 0

  function seek(to: number) {
    exact = Math.min(Math.max(to, range.value[0]), range.value[1])
    time.value = exact
    onFrame(exact)
  }

  function step(now: number) {
    exact = Math.min(exact + (now - last) * speed.value, range.value[1])
    last = now
    onFrame(exact)
    if (now - told > 100 || exact >= range.value[1]) {
      told = now
      time.value = exact
    }
    if (exact >= range.value[1]) playing.value = false
    else if (playing.value) frame = requestAnimationFrame(step)
  }

  function toggle() {
    playing.value = !playing.value
    if (!playing.value) return cancelAnimationFrame(frame)
    if (exact >= range.value[1]) seek(range.value[0])
    last = performance.now()
    frame = requestAnimationFrame(step)
  }

  onBeforeUnmount(() => cancelAnimationFrame(frame))
  return { time, playing, speed, seek, toggle }
}
