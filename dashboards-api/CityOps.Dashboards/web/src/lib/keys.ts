import { onBeforeUnmount, onMounted } from 'vue'

/** What each key does; false leaves the key to whoever else listens. */
export type Bindings = Record<string, () => unknown>

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName) || (target.tagName === 'INPUT' && !isSlider(target)))

// A slider takes arrows and the like, but no letters: whoever has just moved it still plays with P.
const isSlider = (target: EventTarget | null): boolean => target instanceof HTMLInputElement && target.type === 'range'

/**
 * Hears every key while the component is shown, but for the press that brought it: that one is still on its way through the page, or repeats for as long as it is held.
 */
export function useFreshKeys(hear: (event: KeyboardEvent) => void): void {
  const born = performance.now()
  const onKey = (event: KeyboardEvent) => !event.repeat && event.timeStamp >= born && hear(event)

  onMounted(() => window.addEventListener('keydown', onKey))
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey))
}

/** Binds keys, and chords such as `Ctrl+k` (⌘ on a Mac), while the component is shown; they rest while somebody types, or while a dialog is open. */
export function useKeys(bindings: Bindings, active: () => boolean = () => true): void {
  function onKey(event: KeyboardEvent) {
    if (event.altKey || event.defaultPrevented || !active()) return
    const chord = event.ctrlKey || event.metaKey
    if (typing(event.target) && event.key !== 'Escape' && !chord) return
    if (isSlider(event.target) && event.key.length > 1) return
    if (event.key === 'Enter' && event.target instanceof HTMLElement && event.target.closest('button, a')) return
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
    const act = bindings[chord ? `Ctrl+${key}` : key]
    if (act && act() !== false) event.preventDefault()
  }

  onMounted(() => window.addEventListener('keydown', onKey))
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey))
}
