import { ref } from 'vue'

export type Language = 'zh' | 'en'

const key = 'cityops.language'

/** Chinese unless somebody chose English before. */
export const language = ref<Language>(localStorage.getItem(key) === 'en' ? 'en' : 'zh')

const tell = () => (document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en')

export function switchLanguage(): void {
  language.value = language.value === 'zh' ? 'en' : 'zh'
  localStorage.setItem(key, language.value)
  tell()
}

tell()
