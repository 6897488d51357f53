import { computed, shallowRef } from 'vue'
import { api } from '@/api/client'
import type { Meta, ScenarioMeta } from '@/api/types'
import { language } from '@/i18n'

export const meta = shallowRef<Meta | null>(null)

export const timeZone = computed(() => meta.value?.time_zone ?? 'Asia/Shanghai')

export async function loadMeta(): Promise<void> {
  meta.value ??= await api.meta()
}

/** The roles that have any of these rights, as the server knows them. */
export const rolesWith = (rights: readonly string[]): string[] => [...new Set(rights.flatMap((right) => meta.value?.rights[right] ?? []))]

export const scenarioOf = (name: string): ScenarioMeta | undefined => meta.value?.scenarios.find((s) => s.name === name)

export function scenarioTitle(name: string): string {
  const scenario = scenarioOf(name)
  return scenario ? (language.value === 'zh' ? scenario.title_zh : scenario.title_en) : name
}
