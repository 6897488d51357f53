import { get } from '@/api/client'
import type { Wire } from '@/api/wire'
import { number } from '@/lib/format'
import { t } from './qualityWords'

export type Coverage = Wire<'ShowCoverageAnswer'>
export type Strip = Wire<'CoverageStrip'>
export type Lateness = Wire<'ShowLatenessAnswer'>
export type Facts = Wire<'ShowFactsAnswer'>

export const streams = ['water', 'electricity', 'gas', 'truck_positions', 'sensors'] as const
export type Stream = (typeof streams)[number]

export const quality = {
  coverage: (stream: Stream, weeks: number, signal?: AbortSignal) => get<'/api/v1/quality/coverage'>(`/api/v1/quality/coverage?stream=${stream}&weeks=${weeks}`, signal),
  lateness: (days: number) => get<'/api/v1/quality/lateness'>(`/api/v1/quality/lateness?days=${days}`),
  facts: () => get('/api/v1/quality/facts'),
}

/** To a hundredth of a percent where little is missing: 99.9 % and 100 % differ. */
export const percent = (share: number): string => `${number(share * 100, share > 0.99 && share < 1 ? 2 : 1)} %`

/** A time that something took, in the unit that reads best. */
export function took(seconds: number): string {
  const size = Math.abs(seconds)
  if (size < 1) return t('unit.ms', { n: number(seconds * 1000, 0) })
  if (size < 120) return t('unit.s', { n: number(seconds, 0) })
  if (size < 7_200) return t('unit.min', { n: number(seconds / 60, 0) })
  if (size < 172_800) return t('unit.h', { n: number(seconds / 3_600, 0) })
  return t('unit.d', { n: number(seconds / 86_400, 0) })
}
