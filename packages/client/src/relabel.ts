/**
 * The Change for what a button says.
 */
import type { Change } from './change.js'
import { isWhole } from './named.js'
import { setText } from './set-text.js'

/**
 * Texts by language: `ar-EG` is looked for as such, then as `ar`, then as `default`. A page in another language keeps its
 * own text.
 */
export interface Texts {
  readonly [language: string]: string
}

/** The Change for a text, or for one by the language of the element. `aria-label` follows where it held the old text. */
export const relabel: Change<string | Texts> = /* @__PURE__ */ Object.assign(
  (element: Element, value: string | Texts) => {
    const language = element.closest<HTMLElement>('[lang]')?.lang ?? ''
    const text =
      typeof value === 'string' ? value : (value[language] ?? value[language.replace(/-.*/, '')] ?? value.default)
    if (text !== undefined) return setText(element, text)
  },
  { repeats: true, isReady: isWhole },
)
