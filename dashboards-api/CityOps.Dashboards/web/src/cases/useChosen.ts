import { computed, ref, type Ref } from 'vue'
import type { CaseSummary } from '@/api/types'
import { scenarioOf } from '@/state/meta'

const reviewable = new Set(['detected', 'triaged', 'reopened'])

/** What is chosen for one decision on many. A household's case can't be: each needs a named reviewer. */
export function useChosen(items: Ref<CaseSummary[]>, mayReview: boolean) {
  const chosen = ref<ReadonlySet<string>>(new Set())
  const choosable = computed(() =>
    mayReview ? items.value.filter((item) => scenarioOf(item.scenario)?.review_before_dispatch === false && reviewable.has(item.stage)) : [],
  )
  const chosenItems = computed(() => choosable.value.filter((item) => chosen.value.has(item.case_id)))

  function choose(id: string | null) {
    if (!id || !choosable.value.some((item) => item.case_id === id)) return
    const next = new Set(chosen.value)
    if (!next.delete(id)) next.add(id)
    chosen.value = next
  }

  const clear = () => (chosen.value = new Set())
  const all = () => (chosen.value = new Set(choosable.value.map((item) => item.case_id)))
  const drop = (ids: string[]) => (chosen.value = new Set([...chosen.value].filter((id) => !ids.includes(id))))

  return { chosen, choosable, chosenItems, choose, clear, all, drop }
}
