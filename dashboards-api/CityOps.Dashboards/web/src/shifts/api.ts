import { get, post } from '@/api/client'
import type { Stage } from '@/api/types'

export interface DraftCase {
  case_id: string
  scenario: string
  stage: Stage
  town: string | null
  kind: string | null
  due_at: string | null
}

/** What the system found when the handover was drafted. */
export interface Draft {
  as_of: string
  unfinished: { scenario: string; stage: Stage; cases: number }[]
  overdue: DraftCase[]
  overdue_total: number
  due_soon: DraftCase[]
  due_soon_total: number
  returned: DraftCase[]
  mutes: DraftCase[]
  since_last: { since: string; opened: number; filed: number; orders: number; visits: number; closed: number }
  messages_given_up: number
}

export interface Handover {
  handover_id: string
  state: 'draft' | 'signed_out' | 'complete'
  drafted_at: string
  drafted_by: string
  draft: Draft
  instructions: string
  outgoing_by: string | null
  outgoing_at: string | null
  incoming_by: string | null
  incoming_at: string | null
  signed_hash: string | null
}

export interface Campaign {
  campaign_id: string
  name: string
  scenario: string
  purpose: string
  starts_at: string
  ends_at: string
  teams: string[]
  created_by: string
  frozen_at: string | null
  frozen_by: string | null
  targets_hash: string | null
  targets: number
}

export interface Figure {
  value: number | null
  numerator: number
  denominator: number
}

export interface Sheet {
  rows: { case_id: string; team: string; town: string | null; stage_before: Stage; score_before: number; stage_now: Stage | null; visits: number; outcome: string | null }[]
  totals: { targets: number; visited: number; confirmed: number; not_found: number; no_entry: number; closed: number }
  new_cases: { before: number; during: number; after: number | null }
  before: Record<string, Figure>
  during: Record<string, Figure>
  after: Record<string, Figure> | null
}

const id = encodeURIComponent
const handover = '/api/v1/shifts/handover'
const campaigns = '/api/v1/campaigns'

export const shifts = {
  handovers: () => get<Handover[]>(handover),
  draft: (instructions?: string) => post<Handover>(handover, { instructions }),
  instruct: (one: string, instructions: string) => post<Handover>(`${handover}/${id(one)}/instructions`, { instructions }),
  sign: (one: string, side: 'outgoing' | 'incoming') => post<Handover>(`${handover}/${id(one)}/signature`, { side }),
  campaigns: () => get<Campaign[]>(`${campaigns}/`),
  plan: (body: { name: string; scenario: string; purpose: string; starts_at: string; ends_at: string; teams: string[] }) => post<Campaign>(`${campaigns}/`, body),
  freeze: (one: string, body: { towns: string[]; min_score: number; limit: number }) => post<Campaign>(`${campaigns}/${id(one)}/freeze`, body),
  results: (one: string) => get<Sheet>(`${campaigns}/${id(one)}/results`),
  csv: (one: string) => `${campaigns}/${id(one)}/results?format=csv`,
}
