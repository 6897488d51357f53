import { computed, shallowRef } from 'vue'
import { now } from '@/lib/clock'
import { told } from './notify'
import { t } from './words'

/** One thing that was done, and how the server takes it back; what it can't take back is told, not offered. */
interface Done {
  caseId: string
  /** What was done, in words. */
  action: string
  back: (() => Promise<unknown>) | null
  /** Why not, where it can't be taken back. */
  final?: string
  /** Ends when the server has answered; false where it refused. */
  sent: Promise<boolean>
}

const most = 50
const shownMs = 8_000

const done = shallowRef<readonly Done[]>([])
const shown = shallowRef<Done | null>(null)
const sending = shallowRef<readonly string[]>([])
let timer = 0

/** Cases whose command has not been answered yet: the list shows them as done with. */
export const sendingIds = computed(() => new Set(sending.value))

/** What the bar offers to take back just now. */
export const latest = computed(() => shown.value)

function keep(one: Done) {
  done.value = [...done.value, one].slice(-most)
  shown.value = one
  window.clearTimeout(timer)
  timer = window.setTimeout(() => (shown.value = null), shownMs)
}

function forget(one: Done) {
  done.value = done.value.filter((other) => other !== one)
  if (shown.value === one) shown.value = null
}

/** Sends a command while the reader goes on; a refusal is told, and the case stays as it was. */
export function give(caseId: string, action: string, send: () => Promise<unknown>, back: Done['back'], final?: string): void {
  sending.value = [...sending.value, caseId]
  const sent = send()
    .then(() => true)
    .catch((error: unknown) => {
      told.failed(error)
      forget(one)
      return false
    })
    .finally(() => (sending.value = sending.value.filter((id) => id !== caseId)))
  const one: Done = { caseId, action, back, final, sent }
  keep(one)
}

/** Remembers what a dialog has already had answered. */
export const remember = (caseId: string, action: string, back: Done['back']): void => keep({ caseId, action, back, sent: Promise.resolve(true) })

/** Notes that a case was filed, for whoever tries to take that back. */
export const rememberFiled = (caseId: string): void => {
  done.value = [...done.value, { caseId, action: '', back: null, final: t('undo.filed', { id: caseId }), sent: Promise.resolve(true) }].slice(-most)
}

/** Takes back the latest that can be; answers the case it was about, or null. */
export async function undo(): Promise<string | null> {
  const one = done.value.filter((other) => other.back).at(-1)
  if (!one) {
    told.said(done.value.at(-1)?.final ?? t('undo.none'))
    return null
  }

  forget(one)
  try {
    if (!(await one.sent)) return null
    await one.back!()
    told.done(t('undo.undone', { id: one.caseId }))
    return one.caseId
  } catch (error) {
    told.failed(error)
    return null
  }
}

/** Whether a case is out of sight until later. */
export const isHidden = (item: { hidden_until: string | null }): boolean => !!item.hidden_until && Date.parse(item.hidden_until) > now.value
