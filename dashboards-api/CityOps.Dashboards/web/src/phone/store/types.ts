import type { CaseDetail, Outcome } from '@/api/types'
import type { Wire } from '@/api/wire'

export type Order = Wire<'WorkOrderSummary'>

/** An order with what its visit needs, as the phone keeps it. */
export interface Held {
  order: Order
  detail: CaseDetail | null
}

export type EntryKind = 'acceptance' | 'photo' | 'outcome' | 'return'

/** Something the inspector did that the server has yet to hear of. Its id was made once, so that sending it again changes nothing more. */
export interface Entry {
  seq?: number
  id: string
  kind: EntryKind
  orderId: string
  /** When it was done, by this phone's clock. */
  at: string
  body?: Record<string, unknown>
  photo?: { blob: Blob; sha256: string }
  /** What the server said where it refused; the entry then waits for a person, not for the network. */
  refused?: string
}

export type Answer = 'yes' | 'no' | 'not_applicable'

/** What is filled in and not yet given off; a reload loses none of it. */
export interface Draft {
  orderId: string
  /** By the code of the checklist's item. */
  answers: Record<string, Answer>
  outcome: Outcome | ''
  people: number | null
  rooms: number | null
  violation: string
  lawful: string
  note: string
  photos: TakenPhoto[]
}

export interface TakenPhoto {
  id: string
  blob: Blob
  sha256: string
  takenAt: string
  lon: number | null
  lat: number | null
  accuracyM: number | null
}
