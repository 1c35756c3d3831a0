/**
 * Changes what a button says: text only, never HTML; icons and child elements stay.
 */
import type { Change } from './change.js'

/**
 * Texts by language: `ar-EG` is looked for as such, then as `ar`, then as `default`. A page in another language keeps its
 * own text.
 */
export interface Texts {
  readonly [language: string]: string
}

const showText = 4 // NodeFilter.SHOW_TEXT, which is longer than this file's share of the budget allows.

/** The Change for a text, or for one by the language of the element. `aria-label` follows where it held the old text. */
export const relabel: Change<string | Texts> = /* @__PURE__ */ Object.assign(
  (element: Element, value: string | Texts) => {
    const language = element.closest<HTMLElement>('[lang]')?.lang ?? ''
    const text =
      typeof value === 'string' ? value : (value[language] ?? value[language.replace(/-.*/, '')] ?? value['default'])
    if (text === undefined) return
    const node = textOf(element) ?? element.appendChild(new Text())
    const before = node.data
    const name = element.ariaLabel
    const relabelled = (old: string) => old.replace(before.trim(), () => text)
    const after = relabelled(before)
    if (after === before) return
    const newName = before && name && relabelled(name)
    node.data = after
    if (newName) element.ariaLabel = newName
    return () => {
      if (node.data === after) node.data = before
      if (element.ariaLabel === newName) element.ariaLabel = name
    }
  },
  { repeats: true },
)

/** The first text that a reader sees; what an icon says to itself does not count. */
function textOf(element: Element): Text | null {
  // Casts: only texts are asked for. 1 is NodeFilter.FILTER_ACCEPT; anything else passes over the text.
  const isRead = (node: Node) => {
    return (node as Text).data.trim() && !node.parentElement?.closest('svg,[aria-hidden=true]') ? 1 : 3
  }
  return document.createTreeWalker(element, showText, isRead).nextNode() as Text | null
}
