import { get, post } from '@/api/client'

export interface Figure {
  name: string
  value: number | null
  low: number | null
  high: number | null
}

export interface Version {
  version: string
  aliases: string[]
  added_at: string
  origin: string
  data_range: string
  seed: number | null
  learnt_from: number | null
  held_out: number | null
  held_out_positives: number | null
  figures: Figure[]
}

export interface Versions {
  scenario: string
  champion: string | null
  challenger: string | null
  versions: Version[]
}

export interface GateOutcome {
  name: string
  champion: number | null
  challenger: number | null
  is_worse: boolean
}

export interface Detail {
  version: Version
  reliability: { from: number; to: number; count: number; mean: number | null; observed: number | null }[]
  precision_by_budget: { visits: number; precision: number | null; recall: number | null; lift: number | null }[]
  by_mix: { mix: string; average_precision: number | null; mean_error_people: number | null }[]
  slices: { slice: string; group: string; dwellings: number; false_share: number | null }[]
  features: string[]
  gate: GateOutcome[]
  promotions: { version: string; by: string; at: string; reason: string }[]
  card: string | null
}

export interface Comparison {
  champion: string
  challenger: string
  cases: number
  confirmed: number
  is_weighted: boolean
  visits: number
  figures: { name: string; champion: Figure; challenger: Figure; difference: Figure }[]
  differing: { case_id: string; at: string; outcome: string; champion_probability: number; challenger_probability: number; champion_occupants: number; challenger_occupants: number }[]
  shadowed_open: { scored_at: string; subjects: number; both: number; only_champion: number; only_challenger: number; correlation: number | null } | null
}

export interface ValueDrift {
  name: string
  psi: number | null
  threshold: number | null
  is_alert: boolean
  unknown_before: number
  unknown_now: number | null
}

export interface Drift {
  latest: {
    version: string
    reference: string
    measured_at: string
    rows: number
    is_alert: boolean
    alerts: string[]
    scores: ValueDrift[]
    features: ValueDrift[]
  } | null
  measured: { measured_at: string; version: string; is_alert: boolean; moved: number; probability_psi: number | null }[]
}

export interface Run {
  id: string
  state: 'queued' | 'running' | 'succeeded' | 'refused' | 'failed'
  started_by: string
  queued_at: string
  updated_at: string
  seed: number
  step: string
  done: number
  version: string | null
  reason: string | null
}

export interface Promoted {
  state: string
  version: string
  previous: string | null
  message: string
  figures: GateOutcome[]
}

const of = (scenario: string, path = '') => `/api/v1/models/${encodeURIComponent(scenario)}${path}`
const id = encodeURIComponent

export const models = {
  versions: (scenario: string) => get<Versions>(of(scenario)),
  detail: (scenario: string, version: string) => get<Detail>(of(scenario, `/versions/${id(version)}`)),
  compare: (scenario: string, champion: string, challenger: string) => get<Comparison>(of(scenario, `/comparison?champion=${id(champion)}&challenger=${id(challenger)}`)),
  drift: (scenario: string) => get<Drift>(of(scenario, '/drift')),
  measureDrift: (scenario: string) => post<unknown>(of(scenario, '/drift'), {}),
  runs: (scenario: string) => get<{ runs: Run[] }>(of(scenario, '/training-runs')),
  train: (scenario: string, seed: number, asChallenger: boolean) => post<Run>(of(scenario, '/training-runs'), { seed, as_challenger: asChallenger }),
  promote: (scenario: string, version: string, reason: string, despiteGate: boolean) =>
    post<Promoted>(of(scenario, `/versions/${id(version)}/promote`), { reason, despite_gate: despiteGate }),
  rollBack: (scenario: string, reason: string) => post<Promoted>(of(scenario, '/rollback'), { reason }),
  challenge: (scenario: string, version: string) => post<void>(of(scenario, `/versions/${id(version)}/challenge`), {}),
  featuresLink: (scenario: string, format: 'parquet' | 'arrow') => of(scenario, `/features?format=${format}`),
}
