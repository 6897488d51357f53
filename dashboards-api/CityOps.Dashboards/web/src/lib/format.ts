import { language, t } from '@/i18n'
import type { Key } from '@/i18n/zh'
import { now } from './clock'
import { timeZone } from '@/state/meta'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const locale = () => (language.value === 'zh' ? 'zh-CN' : 'en-GB')

/** A duration in its largest sensible unit, such as “3 h”. */
export function duration(ms: number): string {
  const size = Math.abs(ms)
  if (size < hour) return t('unit.minute', { n: Math.max(1, Math.round(size / minute)) })
  if (size < 2 * day) return t('unit.hour', { n: Math.round(size / hour) })
  return t('unit.day', { n: Math.round(size / day) })
}

export function relative(at: string): string {
  const distance = now.value - Date.parse(at)
  if (Math.abs(distance) < minute) return t('time.now')
  return t(distance > 0 ? 'time.ago' : 'time.in', { t: duration(distance) })
}

/** The exact instant by the district's clock. */
export const exact = (at: string): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'medium', timeZone: timeZone.value }).format(new Date(at))

export const clockTime = (at: string): string =>
  new Intl.DateTimeFormat(locale(), { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false, timeZone: timeZone.value }).format(
    new Date(at),
  )

/** The time of day to the second, for what is looked at to see that it still moves. */
export const secondTime = (at: string): string =>
  new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false, timeZone: timeZone.value }).format(new Date(at))

export function number(value: number, digits = 1): string {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(value)
}

/** A number as long as it is read at a glance, and shortened above: 1,318,998 is “131.9 万” or “1.32 M”. */
export function shortNumber(value: number): string {
  if (Math.abs(value) < 100_000) return number(value, 0)
  const parts = new Intl.NumberFormat(locale(), { notation: 'compact', maximumSignificantDigits: language.value === 'zh' ? 4 : 3 }).formatToParts(value)
  return parts.map((part) => (part.type === 'compact' ? `\u00a0${part.value.toUpperCase()}` : part.value)).join('')
}

/** An amount that may be small: a little is not nothing. */
export const amount = (value: number): string =>
  value === 0 || Math.abs(value) >= 1 ? number(value) : new Intl.NumberFormat(locale(), { maximumSignificantDigits: 2 }).format(value)

/** Metres up to a kilometre, kilometres above. */
export const distance = (metres: number): string => (metres < 1000 ? `${number(metres, 0)} m` : `${number(metres / 1000, 1)} km`)

/** Probability as a word; the number stands beside it. */
export function probabilityWord(score: number): string {
  const key: Key =
    score >= 0.9 ? 'probability.veryLikely' : score >= 0.7 ? 'probability.likely' : score >= 0.4 ? 'probability.possible' : 'probability.unlikely'
  return t(key)
}

export type DueState = 'overdue' | 'soon' | 'later' | 'none'

const soonWithin = 4 * hour

export function dueState(dueAt: string | null): DueState {
  if (!dueAt) return 'none'
  const left = Date.parse(dueAt) - now.value
  return left < 0 ? 'overdue' : left < soonWithin ? 'soon' : 'later'
}

export function dueText(dueAt: string | null): string {
  if (!dueAt) return t('due.none')
  const left = Date.parse(dueAt) - now.value
  return t(left < 0 ? 'due.overdue' : 'due.in', { t: duration(left) })
}
