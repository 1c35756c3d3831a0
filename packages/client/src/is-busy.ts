/**
 * Knows whether a visitor is at work in an element, so that nothing moves under their hands.
 */

/** While a pointer is down in it, or a text field in it is being edited. */
export function isBusy(element: Element): boolean {
  return element.matches(':active') || !!element.querySelector(':read-write:focus')
}
