import { get, post } from '@/api/client'
import type { Wire } from '@/api/wire'

export type Figure = Wire<'ModelFigure'>

export type Version = Wire<'ModelVersion'>

export type Waiting = Wire<'WaitingPromotion'>

export type Models = Wire<'ListModelsAnswer'>

export type Score = Wire<'ValueName'>

export type Versions = Wire<'ListModelVersionsAnswer'>

export type GateOutcome = Wire<'GateOutcome'>

export type Detail = Wire<'ModelVersionDetail'>

export type Errors = Wire<'ErrorBook'>

export type ErrorKind = Wire<'ErrorKind'>

export type CalledRate = Wire<'CalledRate'>

export type Comparison = Wire<'ModelComparison'>

export type ValueDrift = Wire<'ValueDrift'>

export type Drift = Wire<'ShowDriftAnswer'>

export type Abilities = Wire<'ModelAbilities'>

export type Run = Wire<'TrainingRun'>

export type Promoted = Wire<'PromotionAnswersAnswer'>

const id = encodeURIComponent
const root = '/api/v1/models'
type Of<Path extends string = ''> = `${typeof root}/{scenario}${Path}`

/** Of which of a version's scores; nothing where a version is one score. */
const of = (score: string | null) => (score === null ? '' : `?score=${id(score)}`)

export const models = {
  all: () => get<typeof root>(root),
  versions: (scenario: string, score: string | null) => get<Of>(`${root}/${id(scenario)}${of(score)}`),
  detail: (scenario: string, version: string, score: string | null) => get<Of<'/versions/{version}'>>(`${root}/${id(scenario)}/versions/${id(version)}${of(score)}`),
  compare: (scenario: string, champion: string, challenger: string) =>
    get<Of<'/comparison'>>(`${root}/${id(scenario)}/comparison?champion=${id(champion)}&challenger=${id(challenger)}`),
  errors: (scenario: string, version: string) => get<Of<'/errors'>>(`${root}/${id(scenario)}/errors?version=${id(version)}`),
  drift: (scenario: string) => get<Of<'/drift'>>(`${root}/${id(scenario)}/drift`),
  measureDrift: (scenario: string) => post<Of<'/drift'>>(`${root}/${id(scenario)}/drift`, {}),
  runs: (scenario: string) => get<Of<'/training-runs'>>(`${root}/${id(scenario)}/training-runs`),
  train: (scenario: string, seed: number, asChallenger: boolean) => post<Of<'/training-runs'>>(`${root}/${id(scenario)}/training-runs`, { seed, as_challenger: asChallenger }),
  promote: (scenario: string, version: string, reason: string, despiteGate: boolean) =>
    post<Of<'/versions/{version}/promote'>>(`${root}/${id(scenario)}/versions/${id(version)}/promote`, { reason, despite_gate: despiteGate }),
  rollBack: (scenario: string, reason: string) => post<Of<'/rollback'>>(`${root}/${id(scenario)}/rollback`, { reason }),
  challenge: (scenario: string, version: string) => post<Of<'/versions/{version}/challenge'>>(`${root}/${id(scenario)}/versions/${id(version)}/challenge`, {}),
  featuresLink: (scenario: string, format: 'parquet' | 'arrow') => `${root}/${id(scenario)}/features?format=${format}`,
}
