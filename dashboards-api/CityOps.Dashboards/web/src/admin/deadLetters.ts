import { get } from '@/api/client'

/** Refused rows of one topic, field, code and reason. */
export interface Count {
  topic: string
  field: string | null
  /** Of a closed list; null on letters that are older than the list. */
  code: string | null
  reason: string
  letters: number
  open: number
  last_at: string
}

/** One refused row or message; never what it holds. */
export interface Letter {
  id: string
  topic: string
  origin: string
  row: number
  field: string | null
  code: string | null
  reason: string
  /** What varies from one refusal to the next. */
  detail: string | null
  first_at: string
  at: string
  /** How often it was refused: once, and once more whenever it was sent again and refused again. */
  attempts: number
  content_type: string | null
  requeued_at: string | null
  requeued_by: string | null
  requeued_note: string | null
}

export interface Page {
  counts: Count[]
  dead_letters: Letter[]
  next: string | null
}

export const pageSize = 100

export function deadLetters(onlyOpen: boolean, before?: string): Promise<Page> {
  const query = new URLSearchParams({ limit: String(pageSize), open: String(onlyOpen), ...(before !== undefined && { before }) })
  return get<Page>(`/api/v1/dead-letters?${query}`)
}
