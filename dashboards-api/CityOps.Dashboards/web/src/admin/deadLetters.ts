import { get } from '@/api/client'
import type { Wire } from '@/api/wire'

/** Refused rows of one topic, field, code and reason. */
export type Count = Wire<'DeadLetterCount'>

/** One refused row or message; never what it holds. */
export type Letter = Wire<'DeadLetterEntry'>

export type Page = Wire<'ListDeadLettersPage'>

export const pageSize = 100

export function deadLetters(onlyOpen: boolean, before?: string): Promise<Page> {
  const query = new URLSearchParams({ limit: String(pageSize), open: String(onlyOpen), ...(before !== undefined && { before }) })
  return get<'/api/v1/dead-letters'>(`/api/v1/dead-letters?${query}`)
}
