/**
 * Builds nodes, never markup: texts from a log can contain anything, and stay texts.
 */
type Attributes = { readonly [name: string]: string | number }
type Child = Node | string

export function html(tag: string, attributes: Attributes = {}, ...children: Child[]): Element {
  return filled(document.createElement(tag), attributes, children)
}

export function svg(tag: string, attributes: Attributes = {}, ...children: Child[]): Element {
  return filled(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children)
}

/** A text that is briefly marked when it changes. */
export const changing = (text: string): Element => html('span', { class: 'changing' }, text)

function filled(element: Element, attributes: Attributes, children: readonly Child[]): Element {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value))
  element.append(...children)
  return element
}
