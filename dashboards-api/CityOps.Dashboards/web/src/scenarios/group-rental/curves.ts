import { get } from '@/api/client'
import type { Utility } from './evidence'

/** What a dwelling used over the window beside the band of its peers, as the server computes it. */
export interface PeerCurves {
  days: string[]
  utilities: PeerUtility[]
  signals: { at: string; kind: string; value: number }[]
}

export interface PeerUtility {
  name: Utility
  unit: string
  own: (number | null)[]
  low: (number | null)[]
  median: (number | null)[]
  high: (number | null)[]
  peers: number
  /** Seven days of 24 hours, Monday first. */
  week: (number | null)[]
  marks: { day: string; kind: 'gap' | 'reset' | 'jump'; hours: number }[]
}

export function getCurves(dwelling: string, toDay: string, days: number, signal: AbortSignal): Promise<PeerCurves> {
  const query = new URLSearchParams({ dwelling_key: dwelling, to_day: toDay, days: String(days) })
  return get<PeerCurves>(`/api/v1/scenarios/group-rental/curves?${query}`, signal)
}
