/**
 * Knows which place each item takes; how nodes come there is somebody else's business.
 */
import type { Change } from './change.js'

/**
 * Brings the nodes of a list into another order.
 *
 * @param after the same nodes as `before`: those that are or hold items are where they belong, all others where they were
 */
export type Arrange = (list: Element, before: readonly ChildNode[], after: readonly ChildNode[]) => void

/** The Change for an order of the items that carry the attribute. See `reorderBy`. */
export function orderOf(attribute: string, arrange: Arrange): Change<readonly string[]> {
  const itemsIn = (element: Element, bearing = attribute) => [...element.querySelectorAll(`[${bearing}]`)]
  const nameOf = (item: Element) => item.getAttribute(attribute)

  /** @throws Error if the items are not side by side */
  const place = (element: Element, wanted: readonly Element[]) => {
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
    // The number in "tab 2 of 3" belongs to the place, not to the tab.
    const numbers = itemsIn(list, 'aria-posinset').map((item) => item.ariaPosInSet)
    arrange(list, before, after)
    itemsIn(list, 'aria-posinset').forEach((item, slot) => {
      const number = numbers[slot] as string // Cast: they are as many as before.
      if (item.ariaPosInSet !== number) item.ariaPosInSet = number
    })
  }

  return Object.assign(
    (element: Element, order: readonly string[]) => {
      const before = itemsIn(element)
      const named = order.flatMap((name) => before.filter((item) => nameOf(item) === name))
      place(element, [...new Set([...named, ...before])])
      return () => place(element, before)
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
