import { language } from './language'

/** Words in both languages. The pages have one dictionary, and each scenario has its own in its folder. */
export function dictionary<Key extends string>(zh: Record<Key, string>, en: Record<Key, string>) {
  const words = (): Record<Key, string> => (language.value === 'zh' ? zh : en)

  /** A text, with its {places} filled in. */
  function t(key: Key, values?: Record<string, string | number>): string {
    const text: string = words()[key]
    return values ? text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)) : text
  }

  /** A text for a code of the server; the code itself where there is none. */
  function tCode(prefix: string, code: string): string {
    return (words() as Record<string, string>)[`${prefix}.${code}`] ?? code.replaceAll('_', ' ')
  }

  return { t, tCode }
}
