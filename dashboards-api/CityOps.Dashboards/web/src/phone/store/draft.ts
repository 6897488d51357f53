import { reactive, watch } from 'vue'
import { one, put, remove } from './db'
import type { Draft } from './types'

const blank = (orderId: string): Draft => ({
  orderId,
  answers: {},
  outcome: '',
  people: null,
  rooms: null,
  violation: '',
  lawful: '',
  note: '',
  photos: [],
})

/** The draft of an order; every change is kept at once. */
export async function draftOf(orderId: string): Promise<Draft> {
  const draft = reactive({ ...blank(orderId), ...(await one<Draft>('drafts', orderId)) })
  watch(draft, () => void put('drafts', plain(draft)))
  return draft
}

export const dropDraft = (orderId: string): Promise<undefined> => remove('drafts', orderId)

// IndexedDB can't clone a proxy.
const plain = (draft: Draft): Draft => ({ ...draft, answers: { ...draft.answers }, photos: draft.photos.map((photo) => ({ ...photo })) })
