/**
 * Changes the text that a reader sees: text only, never HTML; icons and child elements stay.
 */
import type { Undo } from './change.js'

const showText = 4 // NodeFilter.SHOW_TEXT, which is longer than this file's share of the budget allows.

/** Sets the first text of the element, and `aria-label` where it held the old one. Nothing to do is nothing done. */
export function setText(element: Element, text: string): Undo | void {
  // Casts: only texts are asked for. What an icon says to itself does not count: 1 is NodeFilter.FILTER_ACCEPT, and
  // anything else passes over the text.
  const isRead = (node: Node) =>
    (node as Text).data.trim() && !node.parentElement?.closest('svg,[aria-hidden=true]') ? 1 : 3
  const node =
    (document.createTreeWalker(element, showText, isRead).nextNode() as Text | null) ?? element.appendChild(new Text())
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
}
