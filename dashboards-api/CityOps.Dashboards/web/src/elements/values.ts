import { tCode as common } from '@/i18n'
import { scenarioTitle } from '@/state/meta'
import type { Field } from './api'
import { tCode } from './words'

const stepsOfCases = new Set(['step', 'list'])

/** What a field holds, in words where there are some; codes of the district's own stay as they are. */
export function valueText(field: Field, value: string | undefined): string {
  if (!value) return ''
  if (field.of === 'scenario') return scenarioTitle(value)
  if (field.type === 'flag') return tCode('flag', value)
  if (field.name === 'role') return common('role', value)
  if (field.values || stepsOfCases.has(field.name)) return tCode('value', value)
  return value
}
