/**
 * Builds elements without HTML text, so that Trusted Types have nothing to object to.
 */

/** An element with its attributes and children. */
export function build<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: { readonly [attribute: string]: string } = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value)
  element.append(...children)
  return element
}

/** A drawing of one path, for eyes only. A path is no text and no image: it is never the largest contentful paint. */
export function drawing(path: string): SVGElement {
  const namespace = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(namespace, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  svg.appendChild(document.createElementNS(namespace, 'path')).setAttribute('d', path)
  return svg
}
