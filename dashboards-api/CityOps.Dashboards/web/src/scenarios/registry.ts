import type { Component } from 'vue'
import type { CaseSummary, Figures } from '@/api/types'

/** What a scenario brings to the pages; found by its folder's name, which the server gives as web_module. */
export interface ScenarioModule {
  /** Shows the evidence document of one suspicion. */
  evidence: () => Promise<{ default: Component }>
  /** The line under a case in the list, from the single values of its evidence; null where there is nothing to say. */
  facts: (figures: Figures, item: CaseSummary) => string | null
  /** What people call a subject; where left out, its id. */
  subject?: (id: string) => string
  /** What a kind of case is called. */
  kind: (kind: string) => string
  /** The keys of the document that the evidence component shows; the rest goes into a table. */
  shown: readonly string[]
}

const modules = import.meta.glob<{ default: ScenarioModule }>('./*/module.ts', { eager: true })

export const moduleOf = (name: string | null | undefined): ScenarioModule | undefined => modules[`./${name}/module.ts`]?.default
