import { t } from './words'

/** What a version learnt from, out of the sentence that says so: the days of its windows, or its fleet; the sentence itself where it names neither. */
export function learntFrom(range: string): string {
  const fleet = range.match(/fleet of (\d+) trucks for (\d+) days \(seed (\d+)\)/)
  if (fleet) return t('fleet', { n: fleet[1]!, d: fleet[2]!, seed: fleet[3]! })
  const days = (range.match(/\d{4}-\d{2}-\d{2}/g) ?? []).sort()
  return days.length === 0 ? range : t('windows', { n: range.split('; ').length, from: days[0]!, to: days[days.length - 1]! })
}
