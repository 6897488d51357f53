import { dictionary } from './dictionary'
import { en } from './en'
import { language } from './language'
import { zh } from './zh'

export { language, switchLanguage } from './language'

export const { t, tCode } = dictionary(zh, en)

/** The text of whichever language is shown. */
export const either = (text: { zh: string; en: string }): string => (language.value === 'zh' ? text.zh : text.en)

/** Several names in a row, as the language of the page separates them. */
export const listed = (names: readonly string[]): string => names.join(language.value === 'zh' ? '、' : ', ')
