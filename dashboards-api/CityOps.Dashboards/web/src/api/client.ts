import type { CaseDetail, CommandAccepted, Figures } from './types'
import { ref } from 'vue'
import { expired } from './expired'
import type { Address, Answer, Body, Command, PathOf, Said, Wire } from './wire'

/** A refusal of the server, in its own words. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly allowed: string[],
    /** The whole answer, where an endpoint refuses with more than words. */
    readonly body: Record<string, unknown> = {},
    /** It was asked to read alone: nothing was being done. */
    readonly reading = false,
  ) {
    super(detail || title)
  }
}

/** The server could not be reached; nothing was changed. */
export class Unreachable extends Error {}

/** How much is being read just now. */
export const reading = ref(0)

/** Here a 401 is an answer: nobody is signed in, or not with this password. */
const asksWho = ['/api/v1/me', '/api/v1/sign-in']

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

  // Signed in again meanwhile, perhaps in another tab.
  if (response.ok && !asksWho.includes(path)) expired.value = false
  if (response.ok) return response.status === 204 ? (undefined as T) : ((await response.json()) as T)
  if (response.status === 401 && !asksWho.includes(path)) expired.value = true
  const problem = await response.json().catch(() => ({}))
  throw new Refused(response.status, problem.title ?? response.statusText, problem.detail ?? '', problem.allowed ?? [], problem, method === 'GET')
}

export interface ListQuery {
  state?: string
  scenario?: string
  kind?: string
  min_score?: string
  subject?: string
  grid_cell?: string
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
  me: () => get('/api/v1/me'),
  meta: () => get('/api/v1/meta'),
  signOut: () => post('/signout'),
  switchRole: (role: string, second = false) => post('/api/v1/demo/role', { role, second }),
  cases: (query: ListQuery, signal?: AbortSignal) => get<'/api/v1/cases'>(`/api/v1/cases?${queryOf(query)}`, signal),
  search: (text: string, signal?: AbortSignal) => get<'/api/v1/search'>(`/api/v1/search?q=${id(text)}`, signal),
  figures: (caseIds: string[]) => get<'/api/v1/case-figures'>(`/api/v1/case-figures?ids=${caseIds.map(id).join(',')}`) as Promise<Record<string, Figures>>,
  case: (caseId: string, signal?: AbortSignal) => get<'/api/v1/cases/{id}'>(`/api/v1/cases/${id(caseId)}`, signal) as Promise<CaseDetail>,
  facets: (query: ListQuery) => get<'/api/v1/case-facets'>(`/api/v1/case-facets?${queryOf(query)}`).then((facets) => facets.combinations),
  places: (query: ListQuery, signal?: AbortSignal) => get<'/api/v1/case-places'>(`/api/v1/case-places?${queryOf(query)}`, signal),
  command: <C extends Command>(path: Address<C>, body: Said<C> & { command_id: string }) => send<CommandAccepted>('POST', `/api/v1/${path}`, body),
  reviewMany: (body: Wire<'ReviewManyCasesBody'>) => post('/api/v1/case-reviews', body),
}

/**
 * Reads what a path serves. A path with places in it is named beside its address: `get<'/api/v1/cases/{id}'>(`/api/v1/cases/${id}`)`; the types of both
 * and of the answer come from openapi.json.
 */
export function get<P extends PathOf<'get'>>(path: P, signal?: AbortSignal): Promise<Answer<'get', P>>
export function get<P extends PathOf<'get'>>(path: Address<P>, signal?: AbortSignal): Promise<Answer<'get', P>>
export function get(path: string, signal?: AbortSignal): Promise<unknown> {
  reading.value++
  return send('GET', path, undefined, signal).finally(() => reading.value--)
}

/** Gives something, or a file as it is, to an endpoint outside the cases' own commands. */
export function post<P extends PathOf<'post'>>(path: P, ...body: Given<P>): Promise<Answer<'post', P>>
export function post<P extends PathOf<'post'>>(path: Address<P>, ...body: Given<P>): Promise<Answer<'post', P>>
export function post(path: string, body?: object): Promise<unknown> {
  return send('POST', path, body)
}

type Given<P extends PathOf<'post'>> = Body<P> extends Record<string, never> ? [nothing?: Record<string, never>] : [body: Body<P>]

/** Takes something away outside the cases' own commands. */
export const remove = <P extends PathOf<'delete'>>(path: Address<P>): Promise<Answer<'delete', P>> => send('DELETE', path)
