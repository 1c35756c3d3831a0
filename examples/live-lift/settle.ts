/**
 * Brings what is on the page to what should be, touching only what differs: nothing flickers, selections and scrolling stay.
 * Knows nothing of lifts.
 */

/** Makes the children of `parent` equal to `wanted`. */
export function settle(parent: Element, wanted: readonly Node[]): void {
  wanted.forEach((next, index) => {
    const old = parent.childNodes[index]
    if (!old) parent.append(next)
    else if (!isAlike(old, next)) old.replaceWith(next)
    else update(old, next)
  })
  while (parent.childNodes.length > wanted.length) parent.lastChild?.remove()
}

function update(old: Node, next: Node): void {
  if (old instanceof Element && next instanceof Element) {
    for (const { name } of [...old.attributes]) if (!next.hasAttribute(name)) old.removeAttribute(name)
    for (const { name, value } of next.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value)
    settle(old, [...next.childNodes])
    return
  }
  if (old.nodeValue === next.nodeValue) return
  old.nodeValue = next.nodeValue
  if (old.parentElement?.matches('.changing')) mark(old.parentElement)
}

const isAlike = (a: Node, b: Node) => a.nodeName === b.nodeName && nameOf(a) === nameOf(b)

/** Elements with different names are different things, even in the same place. */
const nameOf = (node: Node) => (node instanceof Element ? node.getAttribute('data-name') : null)

function mark(element: HTMLElement): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return
  element.animate({ backgroundColor: ['var(--mark)', 'transparent'] }, { duration: 1600, easing: 'ease-in' })
}
