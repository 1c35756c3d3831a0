/**
 * Puts items in another order: in the document, so that reading, Tab key and accessibility tree follow the eye.
 */
import type { Change } from './change.js'
import { itemsIn, nameOf } from './items.js'

/**
 * The Change for an order: the named items first, as listed; the others after them, in the order they had.
 * First means first in reading order: at the right in a right-to-left page. Focus stays where it was.
 * Items are siblings: where a list wraps each in an `li`, it is the `li` that carries `data-item`.
 * It waits until every item that any variant names is there.
 */
export const reorder: Change<readonly string[]> = Object.assign(
  (element: Element, order: readonly string[]) => {
    const before = itemsIn(element)
    const named = order.flatMap((name) => before.filter((item) => nameOf(item) === name))
    arrange(element, [...new Set([...named, ...before])])
    return () => arrange(element, before)
  },
  {
    isReady: (element: Element, orders: readonly (readonly string[])[]) => {
      const names = itemsIn(element).map(nameOf)
      return orders.flat().every((name) => names.includes(name))
    },
  },
)

/** Moves as few nodes as are out of place, of those that are still there; `moveBefore` keeps focus and state where the browser has it. */
function arrange(element: Element, wanted: readonly Element[]): void {
  const active = document.activeElement as HTMLElement | null
  wanted
    .filter((item) => element.contains(item))
    .forEach((item, slot) => {
      const current = itemsIn(element)[slot]
      if (!current || current === item) return
      const parent: Element | null = current.parentElement
      if (parent && 'moveBefore' in parent) parent.moveBefore(item, current)
      else (current as Element).before(item)
    })
  if (active !== document.activeElement) active?.focus({ preventScroll: true })
}
