import type { Contribution } from '@/components/contribution'
import { number } from '@/lib/format'
import type { ScoreContribution } from './evidence'
import { t, tCode } from './words'

/** More would be read by nobody; the rest adds little. */
const shown = 8

/** What a feature is measured in, where it is not a count. */
const units: Record<string, string> = { kg: 'kg', ugm3: 'µg/m³', pct: '%', m: 'm', deg: '°', ms: 'm/s', kmh: 'km/h' }
const yesOrNo = new Set(['lid_open'])
const shares = new Set(['lid_open_share', 'camera_confidence'])

/** The strongest contributions to a truck's score, in words. */
export function inWords(contributions: readonly ScoreContribution[]): Contribution[] {
  return contributions.slice(0, shown).map(({ feature, value, log_odds: effect }) => ({ feature, effect, text: `${tCode('feature', feature)}: ${measured(feature, value)}` }))
}

function measured(feature: string, value: number | undefined): string {
  if (value === undefined) return t('feature.unknown')
  if (yesOrNo.has(feature)) return t(value > 0 ? 'yes' : 'no')
  if (shares.has(feature)) return `${number(value * 100, 0)} %`
  const unit = units[feature.slice(feature.lastIndexOf('_') + 1)] ?? (feature === 'pm10_rise' ? 'µg/m³' : feature.startsWith('accel') ? 'm/s²' : feature === 'minutes' ? 'min' : '')
  return `${number(value, unit === 'm/s' || unit === 'm/s²' ? 1 : 0)}${unit && ` ${unit}`}`
}
