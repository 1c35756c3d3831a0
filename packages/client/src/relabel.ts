/**
 * Changes what a button says: text only, never HTML; icons and child elements stay.
 */
import type { Change } from './change.js'

const showText = 4 // NodeFilter.SHOW_TEXT, which is longer than this file's share of the budget allows.

/** The Change for a text. `aria-label` follows where it held the old text. */
export const relabel: Change<string> = (element, text) => {
  const node = textOf(element) ?? element.appendChild(new Text())
  const before = node.data
  const name = element.ariaLabel
  const relabelled = (old: string) => old.replace(before.trim(), () => text)
  node.data = relabelled(before)
  if (before && name) element.ariaLabel = relabelled(name)
  return () => {
    node.data = before
    element.ariaLabel = name
  }
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
