import { Refused, get, post } from '@/api/client'
import type { Wire } from '@/api/wire'

export type Field = Wire<'ElementField'>

/** A kind of standard element (管理要素) and what its entries hold. */
export type Kind = Wire<'ElementKind'>

export type Entry = Wire<'ManageElementsItem'>

export type Change = Wire<'ElementChange'>

export type Answer = Wire<'ManageElementsAnswer'>

export type Version = Omit<Wire<'ManageElementsVersion'>, 'fields'> & { fields: Record<string, string> | null }

const root = '/api/v1/elements'
const id = encodeURIComponent

export const elements = {
  kinds: () => get('/api/v1/element-kinds'),
  entries: (kind: string) => get<`${typeof root}/{kind}`>(`${root}/${id(kind)}`),
  versions: (kind: string, code: string) => get<`${typeof root}/{kind}/versions`>(`${root}/${id(kind)}/versions?code=${id(code)}`) as Promise<Version[]>,
  retire: (kind: string, code: string) => post<`${typeof root}/{kind}/retirement`>(`${root}/${id(kind)}/retirement`, { code }),
  import: (kind: string, file: Blob, apply: boolean) => post<`${typeof root}/{kind}/import`>(`${root}/${id(kind)}/import?apply=${apply}`, file),
  put: (kind: string, items: Record<string, string>[]) => post<`${typeof root}/{kind}`>(`${root}/${id(kind)}`, { items }).catch(answerOf),
}

/** Where an entry is wrong the server answers with what is, as for a preview. */
function answerOf(error: unknown): Answer {
  if (error instanceof Refused && error.status === 422 && Array.isArray(error.body.changes)) return error.body as unknown as Answer
  throw error
}
