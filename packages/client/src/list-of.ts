/**
 * Knows which list an item stands in, and so which slot is the first.
 */

/** The nearest element around the item that is neither an item nor an `li`. */
export const listOf = (item: Element): Element | null => item.closest(':not(li,[data-item])')
