/**
 * Brings what is on a page to what should be there, touching only what differs: focus, selection, scrolling and what was
 * folded open stay, and only texts change that have changed. Knows nothing of what it shows.
 */

/** Makes the children of `parent` equal to those of `wanted`, whose nodes may move over. */
export function settle(parent: Element, wanted: Element): void {
  let old = parent.firstChild
  for (const next of [...wanted.childNodes]) {
    const found = likeIn(old, next)
    if (!found) {
      parent.insertBefore(next, old)
      continue
    }
    while (old && old !== found) old = removed(old)
    update(found, next)
    old = found.nextSibling
  }
  while (old) old = removed(old)
}

/** The node here that the next one is a newer state of: the one at this place, or one with the same name further on. */
function likeIn(place: ChildNode | null, next: Node): ChildNode | undefined {
  for (let at = place; at; at = at.nextSibling) {
    if (isAlike(at, next)) return at
    if (nameOf(next) === undefined) return undefined
  }
  return undefined
}

function update(old: Node, next: Node): void {
  if (old instanceof Element && next instanceof Element) {
    for (const { name } of [...old.attributes]) {
      if (!next.hasAttribute(name) && !isOfReader(old, name)) old.removeAttribute(name)
    }
    for (const { name, value } of next.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value)
    settle(old, next)
    return
  }
  if (old.nodeValue === next.nodeValue) return
  old.nodeValue = next.nodeValue
  if (old.parentElement?.matches('td')) mark(old.parentElement)
}

function removed(node: ChildNode): ChildNode | null {
  const { nextSibling } = node
  node.remove()
  return nextSibling
}

const isAlike = (a: Node, b: Node) => a.nodeName === b.nodeName && nameOf(a) === nameOf(b)

/** What tells an element from its neighbours, where anything does. */
function nameOf(node: Node): string | undefined {
  if (!(node instanceof Element)) return undefined
  return node.id || node.getAttribute('aria-labelledby') || undefined
}

/** Whether the reader folded it open. */
const isOfReader = (element: Element, attribute: string) => element.localName === 'details' && attribute === 'open'

/** So that a number is seen to change, by those whom movement does not disturb. */
function mark(cell: HTMLElement): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return
  cell.animate({ backgroundColor: ['var(--mark)', 'transparent'] }, { duration: 1600, easing: 'ease-in' })
}
