/**
 * Finds what the two pages promise to contain. All words stand in the pages; the scripts know none.
 */

/**
 * The element with this id.
 * @throws Error if the page has none of this kind: a mistake in the page, not in the visit
 */
export function byId<E extends Element>(id: string, kind: new () => E): E {
  const element = document.getElementById(id)
  if (element instanceof kind) return element
  throw new Error(`The page has no ${kind.name} with id "${id}".`)
}

/** The nearest element of this selector around the place of an event. */
export function around(event: Event, selector: string): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null
}
