/**
 * Finds what a value names by a selector and the page has elsewhere.
 */

/** Nothing until the parser is past its end. */
export function named<Kind extends Element>(selector: string): Kind | null {
  const element = document.querySelector<Kind>(selector)
  return element && isWhole(element) ? element : null
}

/** Whether the parser is past the element's end: what a page streams may have begun and lack the rest. */
export function isWhole(element: Element): boolean {
  let node: Node | null = element
  while (node && !node.nextSibling) node = node.parentNode
  return !!node || document.readyState !== 'loading'
}

/** The thing itself. @throws Error that names the selector, if there is no such thing */
export function found<Thing>(thing: Thing | null | undefined, selector: string): Thing {
  if (!thing) throw new Error(`Nothing found for "${selector}".`)
  return thing
}
