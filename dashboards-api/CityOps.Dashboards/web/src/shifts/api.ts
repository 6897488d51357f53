import { get, post } from '@/api/client'
import type { Wire } from '@/api/wire'

export type DraftCase = Wire<'HandoverCase'>

/** What the system found when the handover was drafted. */
export type Draft = Wire<'HandoverDraft'>

export type Handover = Wire<'HandoverEndpointsHandover'>

export type Campaign = Wire<'CampaignEndpointsCampaign'>

export type Figure = Pick<Wire<'IndicatorFigure'>, 'value' | 'numerator' | 'denominator'>

export type Sheet = Wire<'CampaignSheet'>

/** What freezing would take now. */
export type Candidates = Wire<'FreezeCampaignCandidates'>

/** Which open cases a list takes: of these towns (none: all), of this probability at least, so many at most. */
export interface Choice {
  towns: readonly string[]
  least: number
  limit: number
}

const id = encodeURIComponent
const handover = '/api/v1/shifts/handover'
const campaigns = '/api/v1/campaigns'

export const shifts = {
  handovers: () => get(handover),
  draft: (instructions?: string) => post(handover, { instructions }),
  instruct: (one: string, instructions: string) => post<`${typeof handover}/{id}/instructions`>(`${handover}/${id(one)}/instructions`, { instructions }),
  sign: (one: string, side: 'outgoing' | 'incoming') => post<`${typeof handover}/{id}/signature`>(`${handover}/${id(one)}/signature`, { side }),
  campaigns: () => get(campaigns),
  plan: (body: Wire<'PlanCampaignBody'>) => post(campaigns, body),
  freeze: (one: string, body: Wire<'FreezeCampaignBody'>) => post<`${typeof campaigns}/{id}/freeze`>(`${campaigns}/${id(one)}/freeze`, body),
  candidates: (one: string, wanted: Choice, signal?: AbortSignal) =>
    get<`${typeof campaigns}/{id}/candidates`>(
      `${campaigns}/${id(one)}/candidates?${new URLSearchParams([...wanted.towns.map((town) => ['town', town]), ['min_score', String(wanted.least)], ['limit', String(wanted.limit)]])}`,
      signal,
    ),
  results: (one: string) => get<`${typeof campaigns}/{id}/results`>(`${campaigns}/${id(one)}/results`),
  csv: (one: string) => `${campaigns}/${id(one)}/results?format=csv`,
}
