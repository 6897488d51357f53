import { listed, tCode as common } from '@/i18n'
import { meta, scenarioTitle, timeZone } from '@/state/meta'
import { toLocal } from '@/tracks/instant'
import type { Field } from './api'
import { unitName } from './units'
import { tCode } from './words'

const stepsOfCases = new Set(['step', 'list'])

/** Several codes in one text, as the server reads them. */
export const codesIn = (text: string | undefined): string[] => (text ?? '').split(/[ ,;]+/).filter(Boolean)

const named = (scenario: string): string => (meta.value?.scenarios.some((one) => one.name === scenario) ? scenarioTitle(scenario) : scenario)

const offset = /(?:Z|[+-]\d\d:\d\d)$/

/** The clock of the district at an instant, such as 2026-10-01 08:00; what has no offset is that clock already. */
export function wallClock(text: string): string {
  const at = Date.parse(text)
  return Number.isNaN(at) || !offset.test(text) ? text : toLocal(at, timeZone.value).replace('T', ' ')
}

/** What a field is called; a word that only the code gives is written as the others are. */
export function fieldName(name: string): string {
  const text = tCode('field', name)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** What a field holds, in words where there are some; codes of the district's own stay as they are. */
export function valueText(field: Field, value: string | undefined): string {
  if (!value) return ''
  if (field.of === 'scenario') return scenarioTitle(value)
  if (field.of === 'unit') return unitName(value)
  if (field.type === 'flag') return tCode('flag', value)
  if (field.type === 'instant') return wallClock(value)
  if (field.name === 'skills') return listed(codesIn(value).map(named))
  if (field.name === 'role') return common('role', value)
  if (field.values || stepsOfCases.has(field.name)) return tCode('value', value)
  return value
}
