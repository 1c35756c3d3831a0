/**
 * Sets an attribute or takes it off, and touches nothing where it is so already: the same value again would count as a
 * mutation.
 */

/** @param value null for no such attribute */
export function putAttribute(element: Element, name: string, value: string | null): void {
  if (value === null) element.removeAttribute(name)
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value)
}
