/**
 * Puts items in another order: in the document, so that reading, Tab key and accessibility tree follow the eye.
 */
import type { Change } from './change.js'
import { insertBefore } from './insert-before.js'
import { orderOf } from './order.js'

/** The Change for an order of the items named by `data-item`. See `reorderBy`. */
export const reorder: Change<readonly string[]> = /* @__PURE__ */ reorderBy('data-item')

/**
 * The Change for an order: the named items first, as listed; the others after them, in the order they had.
 * First means first in reading order: at the right in a right-to-left page. What stands between the items stays where it
 * is, an item in an `li` takes the `li` with it, and the item with the focus is the one that is not moved.
 * It waits until every item that any variant names is there.
 *
 * @param attribute holds the items' names
 */
export function reorderBy(attribute: string): Change<readonly string[]> {
  // Moves as few nodes as are out of place, around the one that has the focus or the selection.
  return orderOf(attribute, (list, before, after) => {
    // Cast: to `contains`, undefined is null.
    const kept = ([document.activeElement, getSelection()?.anchorNode, before[0]] as (Node | null)[])
      .map((held) => after.findIndex((node) => node.contains(held)))
      .find((place) => place >= 0) as number // The last of the three is always there.
    after.slice(0, kept + 1).reduceRight((next, node) => {
      if (node.nextSibling !== next) insertBefore(list, node, next)
      return node
    })
    after.slice(kept).reduce((last, node) => {
      if (last.nextSibling !== node) insertBefore(list, node, last.nextSibling)
      return node
    })
  })
}
