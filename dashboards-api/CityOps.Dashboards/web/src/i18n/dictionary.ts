import { language } from './language'

const english = new Intl.PluralRules('en')

/** Numbers come as figures or as they are written, such as “1,200”. */
const numerous = (n: string | number | undefined): boolean => english.select(Number(String(n).replaceAll(',', ''))) !== 'one'

/** Words in both languages. The pages have one dictionary, and each scenario has its own in its folder. */
export function dictionary<Key extends string>(zh: Record<Key, string>, en: Record<Key, string>) {
  const words = (): Record<Key, string> => (language.value === 'zh' ? zh : en)

  /** A text, with its {places} filled in, and of {n|visit|visits} the word that goes with n. */
  function t(key: Key, values?: Record<string, string | number>): string {
    const text: string = words()[key]
    return values ? text.replace(/\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g, (whole, name: string, one?: string, other?: string) => (one === undefined ? String(values[name] ?? whole) : numerous(values[name]) ? other! : one)) : text
  }

  /** A text for a code of the server; the code itself where there is none. */
  function tCode(prefix: string, code: string): string {
    return (words() as Record<string, string>)[`${prefix}.${code}`] ?? code.replaceAll('_', ' ')
  }

  return { t, tCode }
}
