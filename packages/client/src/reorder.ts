/**
 * Puts items in another order: in the document, so that reading, Tab key and accessibility tree follow the eye.
 */
import type { Change } from './change.js'
import { insertBefore } from './insert-before.js'

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
  const itemsIn = (element: Element) => [...element.querySelectorAll(`[${attribute}]`)]
  const nameOf = (item: Element) => item.getAttribute(attribute)
  return Object.assign(
    (element: Element, order: readonly string[]) => {
      const before = itemsIn(element)
      const named = order.flatMap((name) => before.filter((item) => nameOf(item) === name))
      arrange(element, [...new Set([...named, ...before])])
      return () => arrange(element, before)
    },
    {
      repeats: true,
      isReady: (element: Element, orders: readonly (readonly string[])[]) => {
        const names = itemsIn(element).map(nameOf)
        return orders.flat().every((name) => names.includes(name))
      },
    },
  )
}

/** Moves as few nodes as are out of place, of those that are still there, around the one that has the focus or the selection. */
function arrange(element: Element, wanted: readonly Element[]): void {
  const items = wanted.filter((item) => element.contains(item))
  let list: Element | null | undefined = items[0]
  do list = list?.parentElement
  while (!items.every((item) => list?.contains(item)))
  if (!list) return

  const before = [...list.childNodes]
  const boxes = items.map((item) => before.find((node) => node.contains(item)) as ChildNode) // The list holds them all.
  if (new Set(boxes).size < items.length) throw new Error('Items share a box.')
  let placed = 0
  const after = before.map((node) => (boxes.includes(node) ? (boxes[placed++] as ChildNode) : node))
  const numbers = numberedIn(list).map(({ ariaPosInSet }) => ariaPosInSet)
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
  numberedIn(list).forEach((item, slot) => {
    const number = numbers[slot] as string // Cast: they are as many as before.
    if (item.ariaPosInSet !== number) item.ariaPosInSet = number
  })
}

/** The number in "tab 2 of 3" belongs to the place, not to the tab. */
const numberedIn = (list: Element) => [...list.querySelectorAll('[aria-posinset]')]
