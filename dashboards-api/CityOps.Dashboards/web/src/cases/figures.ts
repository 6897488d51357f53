import { shallowReactive } from 'vue'
import { api } from '@/api/client'
import type { CaseSummary, Figures } from '@/api/types'

// Figures by case and version, asked for in one request for all the rows that came into sight together.
const known = shallowReactive(new Map<string, Figures>())
const asked = new Set<string>()
const most = 60
let waiting: CaseSummary[] = []
let timer = 0

const keyOf = (item: CaseSummary): string => `${item.case_id} ${item.evidence_count}`

export const figuresOf = (item: CaseSummary): Figures | undefined => known.get(keyOf(item))

export function wantFigures(visible: readonly CaseSummary[]): void {
  waiting = visible.filter((item) => !asked.has(keyOf(item))).slice(0, most)
  window.clearTimeout(timer)
  if (waiting.length > 0) timer = window.setTimeout(fetchWaiting, known.size === 0 ? 0 : 60)
}

async function fetchWaiting(): Promise<void> {
  const items = waiting
  items.forEach((item) => asked.add(keyOf(item)))
  try {
    const found = await api.figures(items.map((item) => item.case_id))
    items.forEach((item) => {
      const figures = found[item.case_id]
      if (figures) known.set(keyOf(item), figures)
    })
  } catch {
    // The line stays plain; the next scroll asks again.
    items.forEach((item) => asked.delete(keyOf(item)))
  }
}
