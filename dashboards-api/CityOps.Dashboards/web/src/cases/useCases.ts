import { computed, onBeforeUnmount, ref, shallowRef, watch, type Ref } from 'vue'
import { api } from '@/api/client'
import type { CaseChange, CaseSummary } from '@/api/types'
import { listen } from '@/state/live'
import { belongs, toList, type Filters } from './filters'

/** The first page is small, to be there at once; the following ones are large, to stay ahead of the reader. */
const firstPage = 100
const pageSize = 500
const burstMs = 300

/**
 * The list of cases, loaded page by page and kept up to date. A change of a case that is shown is put in its place without moving
 * anything; new cases are counted and wait until the reader asks for them.
 */
export function useCases(filters: Ref<Filters>, onCaseChanged: (caseId: string) => void) {
  const items = shallowRef<CaseSummary[]>([])
  const next = ref<string | null>(null)
  const loading = ref(true)
  const error = shallowRef<unknown>(null)
  const fresh = shallowRef<ReadonlySet<string>>(new Set())
  let request: AbortController | undefined
  let soon: number | undefined

  async function load(cursor?: string) {
    request?.abort()
    const mine = (request = new AbortController())
    loading.value = true
    error.value = null
    try {
      const page = await api.cases({ ...toList(filters.value), limit: cursor || filters.value.sort === 'distance' ? pageSize : firstPage, cursor }, mine.signal)
      items.value = cursor ? [...items.value, ...page.cases] : page.cases
      next.value = page.next
      if (!cursor) fresh.value = new Set()
    } catch (failure) {
      if (failure instanceof DOMException) return
      error.value = failure
      if (!cursor) items.value = []
    } finally {
      if (request === mine) loading.value = false
    }
  }

  const more = () => {
    if (next.value && !loading.value) void load(next.value)
  }

  function apply(change: CaseChange) {
    onCaseChanged(change.case_id)
    const index = items.value.findIndex((item) => item.case_id === change.case_id)
    if (index >= 0) {
      const copy = items.value.slice()
      copy[index] = { ...copy[index]!, stage: change.stage, score: change.score, updated_at: change.at, version: change.sequence }
      items.value = copy
      if (change.kind === 'snoozed') void look(change.case_id)
    } else if (belongs(change, filters.value)) {
      fresh.value = new Set(fresh.value).add(change.case_id)
      if (items.value.length === 0) showSoon()
    } else if (fresh.value.has(change.case_id)) {
      fresh.value = new Set([...fresh.value].filter((id) => id !== change.case_id))
    }
  }

  /** The stream does not tell until when a case is snoozed. */
  async function look(caseId: string) {
    const detail = await api.case(caseId).catch(() => null)
    if (detail) patch(detail.case)
  }

  /** In an empty list nothing can move under a reader: the first arrivals show by themselves, a burst of them in one go. */
  function showSoon() {
    window.clearTimeout(soon)
    soon = window.setTimeout(() => items.value.length === 0 && void load(), burstMs)
  }

  /** Takes over what a command or the detail told, before the stream does. */
  function patch(item: CaseSummary) {
    items.value = items.value.map((old) => (old.case_id === item.case_id && old.version <= item.version ? { ...old, ...item } : old))
  }

  const stop = listen(apply, () => void load())
  watch(filters, () => void load(), { immediate: true })

  onBeforeUnmount(() => {
    request?.abort()
    window.clearTimeout(soon)
    stop()
  })

  return { items, loading, error, freshCount: computed(() => fresh.value.size), hasMore: computed(() => next.value !== null), reload: () => load(), more, patch }
}
