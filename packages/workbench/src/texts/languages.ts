/** The languages that the lift view speaks. Another is a file beside these and a line here. */
import { english } from './en.js'
import type { Language, Texts } from './texts.js'
import { chinese } from './zh.js'

export const languages: { readonly [language in Language]: Texts } = { en: english, zh: chinese }

/** Whether there are texts in it. */
export const isLanguage = (text: string): text is Language => Object.hasOwn(languages, text)
