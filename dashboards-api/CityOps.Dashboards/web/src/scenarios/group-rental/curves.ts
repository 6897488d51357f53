import { get } from '@/api/client'
import type { Wire } from '@/api/wire'

/** What a dwelling used over the window beside the band of its peers, as the server computes it. */
export type PeerCurves = Wire<'ShowDwellingCurvesCurves'>

/** `week`: seven days of 24 hours, Monday first. */
export type PeerUtility = Wire<'ShowDwellingCurvesUtility'>

export function getCurves(dwelling: string, toDay: string, days: number, signal: AbortSignal): Promise<PeerCurves> {
  const query = new URLSearchParams({ dwelling_key: dwelling, to_day: toDay, days: String(days) })
  return get<'/api/v1/scenarios/group-rental/curves'>(`/api/v1/scenarios/group-rental/curves?${query}`, signal)
}
