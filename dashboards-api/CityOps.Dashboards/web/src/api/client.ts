import type { BulkAnswer, CaseDetail, CasePage, CasePlaces, CommandAccepted, FacetCount, Figures, Me, Meta, StageCount } from './types'

/** A refusal of the server, in its own words. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly allowed: string[],
    /** The whole answer, where an endpoint refuses with more than words. */
    readonly body: Record<string, unknown> = {},
  ) {
    super(detail || title)
  }
}

/** The server could not be reached; nothing was changed. */
export class Unreachable extends Error {}

async function send<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const file = body instanceof Blob
  let response: Response
  try {
    response = await fetch(path, {
      method,
      signal,
      headers: { 'X-CityOps-Request': '1', ...(body === undefined ? {} : { 'Content-Type': file ? 'application/octet-stream' : 'application/json' }) },
      body: body === undefined || file ? (body as Blob | undefined) : JSON.stringify(body),
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new Unreachable()
  }

  if (response.ok) return response.status === 204 ? (undefined as T) : ((await response.json()) as T)
  const problem = await response.json().catch(() => ({}))
  throw new Refused(response.status, problem.title ?? response.statusText, problem.detail ?? '', problem.allowed ?? [], problem)
}

export interface ListQuery {
  state?: string
  scenario?: string
  kind?: string
  min_score?: string
  subject?: string
  town?: string
  hidden?: string
  sort?: string
  limit?: number
  cursor?: string
}

const queryOf = (query: ListQuery): string =>
  new URLSearchParams(
    Object.entries(query)
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([key, value]) => [key, String(value)]),
  ).toString()

/** Each command has an id made once for each intent, so that sending it again after a lost answer is safe. */
export const newCommandId = (): string => crypto.randomUUID?.() ?? randomId()

// randomUUID exists only on https and localhost; a district's plain-http intranet has getRandomValues alone.
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const id = encodeURIComponent

export const api = {
  me: () => send<Me>('GET', '/api/v1/me'),
  meta: () => send<Meta>('GET', '/api/v1/meta'),
  signOut: () => send<void>('POST', '/signout'),
  switchRole: (role: string) => send<void>('POST', '/api/v1/demo/role', { role }),
  cases: (query: ListQuery, signal?: AbortSignal) => send<CasePage>('GET', `/api/v1/cases?${queryOf(query)}`, undefined, signal),
  figures: (caseIds: string[]) => send<Record<string, Figures>>('GET', `/api/v1/case-figures?ids=${caseIds.map(id).join(',')}`),
  counts: () => send<StageCount[]>('GET', '/api/v1/case-counts'),
  case: (caseId: string, signal?: AbortSignal) => send<CaseDetail>('GET', `/api/v1/cases/${id(caseId)}`, undefined, signal),
  facets: () => send<{ combinations: FacetCount[] }>('GET', '/api/v1/case-facets').then((facets) => facets.combinations),
  places: (query: ListQuery, signal?: AbortSignal) => send<CasePlaces>('GET', `/api/v1/case-places?${queryOf(query)}`, undefined, signal),
  command: (path: string, body: object) => send<CommandAccepted>('POST', `/api/v1/${path}`, body),
  reviewMany: (body: { command_id: string; case_ids: string[]; decision: string; reason_code: string }) => send<BulkAnswer>('POST', '/api/v1/case-reviews', body),
}

/** Reads what a scenario's own endpoints serve. */
export const get = <T>(path: string, signal?: AbortSignal): Promise<T> => send<T>('GET', path, undefined, signal)

/** Gives something, or a file as it is, to an endpoint outside the cases' own commands. */
export const post = <T>(path: string, body: object): Promise<T> => send<T>('POST', path, body)

/** Takes something away outside the cases' own commands. */
export const remove = <T>(path: string): Promise<T> => send<T>('DELETE', path)
