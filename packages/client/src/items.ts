/**
 * Finds the items of an element, in reading order: whatever carries `data-item`.
 */

/** The items inside the element, first in reading order first. */
export function itemsIn(element: ParentNode): readonly Element[] {
  return [...element.querySelectorAll('[data-item]')]
}

export const nameOf = (item: Element): string => item.getAttribute('data-item') ?? ''
