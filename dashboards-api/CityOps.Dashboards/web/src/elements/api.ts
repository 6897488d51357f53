import { Refused, get, post } from '@/api/client'

export interface Field {
  name: string
  type: 'code' | 'text' | 'whole' | 'share' | 'flag' | 'day' | 'instant'
  required: boolean
  values: string[] | null
  of: string | null
}

/** A kind of standard element (管理要素) and what its entries hold. */
export interface Kind {
  name: string
  zh: string
  key: string[]
  fields: Field[]
}

export interface Entry {
  code: string
  version: number
  shipped: boolean
  fields: Record<string, string>
}

export interface Change {
  row: number
  code: string
  change: 'new' | 'changed' | 'same' | 'wrong'
  errors: string[]
}

export interface Answer {
  applied: boolean
  changes: Change[]
}

export interface Version {
  number: number
  retired: boolean
  changed_by: string
  changed_at: string
  fields: Record<string, string> | null
}

const of = (kind: string, path = '') => `/api/v1/elements/${encodeURIComponent(kind)}${path}`

export const elements = {
  kinds: () => get<Kind[]>('/api/v1/element-kinds'),
  entries: (kind: string) => get<Entry[]>(of(kind)),
  versions: (kind: string, code: string) => get<Version[]>(of(kind, `/versions?code=${encodeURIComponent(code)}`)),
  retire: (kind: string, code: string) => post<void>(of(kind, '/retirement'), { code }),
  import: (kind: string, file: Blob, apply: boolean) => post<Answer>(of(kind, `/import?apply=${apply}`), file),
  put: (kind: string, items: Record<string, string>[]) => post<Answer>(of(kind), { items }).catch(answerOf),
}

/** Where an entry is wrong the server answers with what is, as for a preview. */
function answerOf(error: unknown): Answer {
  if (error instanceof Refused && error.status === 422 && Array.isArray(error.body.changes)) return error.body as unknown as Answer
  throw error
}
