import { computed, ref } from 'vue'
import { en } from './en'
import { zh, type Key } from './zh'

export type Language = 'zh' | 'en'

const stored = localStorage.getItem('cityops.language')

/** Chinese unless somebody chose English before. */
export const language = ref<Language>(stored === 'en' ? 'en' : 'zh')

const words = computed<Record<Key, string>>(() => (language.value === 'zh' ? zh : en))

export function t(key: Key, values?: Record<string, string | number>): string {
  const text: string = words.value[key]
  return values ? text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)) : text
}

/** A text for a code of the server; the code itself where we have none. */
export function tCode(prefix: string, code: string): string {
  return (words.value as Record<string, string>)[`${prefix}.${code}`] ?? code.replaceAll('_', ' ')
}

/** The text of whichever language is shown. */
export const either = (text: { zh: string; en: string }): string => (language.value === 'zh' ? text.zh : text.en)

export function switchLanguage(): void {
  language.value = language.value === 'zh' ? 'en' : 'zh'
  localStorage.setItem('cityops.language', language.value)
  document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en'
}

document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en'
