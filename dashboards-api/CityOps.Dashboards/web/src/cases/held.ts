import { computed, shallowRef } from 'vue'
import { told } from './notify'
import { t } from './words'

/**
 * A decision on a truck's case is held back for some seconds before it is sent, so that it can be undone without a trace. What is held when the
 * page goes away is sent on the way out.
 */
export interface Held {
  caseId: string
  /** What is being done, in words. */
  action: string
  send: (leaving: boolean) => Promise<unknown>
  timer: number
}

const holdMs = 6_000

export const held = shallowRef<readonly Held[]>([])
export const heldIds = computed(() => new Set(held.value.map((one) => one.caseId)))

const without = (one: Held) => (held.value = held.value.filter((other) => other !== one))

async function release(one: Held, leaving = false) {
  window.clearTimeout(one.timer)
  if (!held.value.includes(one)) return
  try {
    await one.send(leaving)
  } catch (error) {
    told.failed(error)
  } finally {
    without(one)
  }
}

export function hold(caseId: string, action: string, send: Held['send']): void {
  const one: Held = { caseId, action, send, timer: 0 }
  one.timer = window.setTimeout(() => void release(one), holdMs)
  held.value = [...held.value, one]
}

/** Takes the latest decision back. Answers the case it was about, or null. */
export function undo(): string | null {
  const one = held.value.at(-1)
  if (!one) {
    told.done(t('undo.none'))
    return null
  }

  window.clearTimeout(one.timer)
  without(one)
  told.done(t('undo.undone', { id: one.caseId }))
  return one.caseId
}

export const releaseAll = (leaving = false): Promise<unknown> => Promise.all(held.value.map((one) => release(one, leaving)))

window.addEventListener('pagehide', () => void releaseAll(true))
