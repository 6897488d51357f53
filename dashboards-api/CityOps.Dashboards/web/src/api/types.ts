import type { Wire } from './wire'

// The wire's shapes, in its own snake_case, by the names that the rooms use. Made from openapi.json: what is renamed there no longer builds here.

export type Stage = Wire<'CaseStage'>

export type Outcome = Wire<'Outcome'>

/** What a scenario or an event wrote, whose shape the API does not know. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

type Document = { [key: string]: Json }

export type Me = Wire<'WhoAmIMe'>

export type Code = Wire<'CaseCode'>

export type ChecklistItem = Wire<'ChecklistItem'>

export type OutcomeCode = Wire<'OutcomeCode'>

export type ScenarioMeta = Wire<'DescribeScenariosScenario'>

export type Meta = Wire<'DescribeScenariosMeta'>

export type CaseSummary = Wire<'CaseSummary'>

/** Single values of a case's strongest evidence, one object deep. */
export type Figures = Document

export type CasePage = Wire<'CasePage'>

export type FacetCount = Wire<'FacetCount'>

export type CasePlace = Wire<'ShowCasePlacesPlace'>

export type CasePlaces = Wire<'ShowCasePlacesCasePlaces'>

/** What one text found. */
export type Found = Wire<'FindAnythingAnswer'>

export type Evidence = Omit<Wire<'EvidenceView'>, 'document'> & { document: Document }

export type WorkOrder = Wire<'WorkOrderView'>

export type HistoryEntry = Omit<Wire<'HistoryEntry'>, 'payload'> & { payload: Document }

export type CaseDetail = Omit<Wire<'CaseDetail'>, 'evidence' | 'history'> & { evidence: Evidence[]; history: HistoryEntry[] }

export type CaseChange = Wire<'CaseChange'>

/** What became of each of many cases decided at once. */
export type BulkAnswer = Wire<'ReviewManyCasesAnswer'>

export type CommandAccepted = Wire<'CommandAccepted'>
