// The wire's shapes, in its own snake_case; described at /openapi/v1.json.

export type Stage =
  | 'detected'
  | 'triaged'
  | 'filed'
  | 'dispatched'
  | 'handling'
  | 'verified'
  | 'closed'
  | 'dismissed'
  | 'returned'
  | 'suspended'
  | 'reopened'

export type Outcome = 'confirmed' | 'not_found' | 'no_entry' | 'other_violation' | 'dismissed'

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

export interface Me {
  name: string
  roles: string[]
  rights: string[]
  demo: boolean
  all_roles: string[]
}

export interface Code {
  code: string
  zh: string
  en: string
}

export interface ChecklistItem extends Code {
  required: boolean
}

export interface ScenarioMeta {
  name: string
  title_zh: string
  title_en: string
  subject_kind: 'dwelling' | 'truck' | null
  review_before_dispatch: boolean
  scoreable: boolean
  web_module: string | null
  outcomes: Outcome[]
  filing_reasons: Code[]
  dismiss_reasons: Code[]
  lawful_reasons: Code[]
}

export interface Meta {
  time_zone: string
  stages: Stage[]
  scenarios: ScenarioMeta[]
}

export interface CaseSummary {
  case_id: string
  scenario: string
  subject: string
  stage: Stage
  town: string | null
  kind: string | null
  score: number
  evidence_count: number
  opened_at: string
  updated_at: string
  due_at: string | null
  closed_at: string | null
  previous_case_id: string | null
  version: number
  /** The case that goes on in its stead. */
  merged_into: string | null
  /** Snoozed or held until then. */
  hidden_until: string | null
}

/** Single values of a case's strongest evidence, one object deep. */
export type Figures = { [key: string]: Json }

export interface CasePage {
  cases: CaseSummary[]
  next: string | null
}

export interface StageCount {
  scenario: string
  stage: Stage
  cases: number
}

export interface FacetCount {
  scenario: string
  kind: string | null
  town: string | null
  cases: number
}

export interface CasePlace {
  case_id: string
  lon: number
  lat: number
  score: number
  subject: 'dwelling' | 'truck'
}

export interface CasePlaces {
  places: CasePlace[]
  truncated: boolean
}

export interface Evidence {
  suspicion_id: string
  revision: number
  state: 'open' | 'closed' | 'withdrawn'
  score: number
  started_at: string
  model_version: string | null
  found_late: boolean
  document: { [key: string]: Json }
}

export interface WorkOrder {
  work_order_id: string
  status: 'open' | 'accepted' | 'done' | 'returned'
  inspector: string | null
  unit: string | null
  instructions: string | null
  created_at: string
  due_at: string
  attempts: number
  outcome: Outcome | null
  people_found: number | null
  rooms_used: number | null
  violation_kind: string | null
  lawful_reason: string | null
  note: string | null
  finished_at: string | null
}

export interface HistoryEntry {
  sequence: number
  kind: string
  stage: Stage
  at: string
  actor_name: string
  actor_role: string
  payload: { [key: string]: Json }
}

export interface CaseDetail {
  case: CaseSummary
  evidence: Evidence[]
  work_orders: WorkOrder[]
  history: HistoryEntry[]
  allowed_commands: { kind: string; roles: string[] }[]
  /** `checklist`: what a visit answers before it reports; `absorbed`: the cases merged into this one. */
  now?: { checklist?: ChecklistItem[]; absorbed?: string[]; snoozed_until?: string | null }
}

export interface CaseChange {
  case_id: string
  sequence: number
  scenario: string
  kind: string
  stage: Stage
  town: string | null
  score: number
  at: string
}

/** What became of each of many cases decided at once. */
export interface BulkAnswer {
  accepted: number
  refused: number
  items: { case_id: string; status: number; message: string | null }[]
}

export interface CommandAccepted {
  case_id: string
  version: number
  stage: Stage
  work_order_id: string | null
  repeated: boolean
}
