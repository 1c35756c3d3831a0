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
    const text = typeof value === 'string' ? value : textFor(element, value)
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
      if (newName && element.ariaLabel === newName) element.ariaLabel = name
    }
  },
  { repeats: true },
)

function textFor(element: Element, texts: Texts): string | undefined {
  const language = element.closest<HTMLElement>('[lang]')?.lang ?? ''
  return texts[language] ?? texts[language.replace(/-.*/, '')] ?? texts['default']
}

/** The first text that a reader sees; what an icon says to itself does not count. */
function textOf(element: Element): Text | undefined {
  const texts = document.createTreeWalker(element, showText)
  while (texts.nextNode()) {
    const node = texts.currentNode as Text
    if (node.data.trim() && !node.parentElement?.closest('svg,[aria-hidden=true]')) return node
  }
  return undefined
}
