/**
 * Moves an element to another place of the page: in the document, so that reading, Tab key and accessibility tree follow
 * the eye.
 */
import { carry } from './carry.js'
import type { Change } from './change.js'
import { copyMark } from './copy-mark.js'
import { found, named } from './named.js'
import { needsSeen } from './needs-seen.js'

/** Where, by the selector of another element: beside it, or as its first or last child. In reading order. */
export type Place =
  | { readonly before: string }
  | { readonly after: string }
  | { readonly start: string }
  | { readonly end: string }

/**
 * The Change for the place of the element; null leaves it where it is. Focus, selection and what is being typed stay. It
 * waits until every place that any variant names is there, and asks for `seen`.
 */
export const move: Change<Place | null> = /* @__PURE__ */ Object.assign(
  (element: Element, place: Place | null) => {
    if (!place) return
    const { parentElement: home, previousSibling, nextSibling } = element
    const [there, next] = spotAt(place)
    const parent = found(there, `${Object.values(place)}`)
    if (parent === home && (next === element || next === noticed(nextSibling))) return
    carry(parent, element, next)
    const previous = element.previousSibling
    return () => {
      const isThere = element.previousSibling === previous || element.nextSibling === next
      if (!isThere || element.parentElement !== parent || !home?.isConnected) return
      const back = [nextSibling, previousSibling?.nextSibling].find((node) => node?.parentNode === home)
      carry(home, element, back ?? null) // Where both neighbours have gone, last in its old parent.
    }
  },
  {
    repeats: true,
    check: needsSeen,
    isReady: (element: Element, places: readonly (Place | null)[]) =>
      places.every((place) => !place || !element.contains(spotAt(place)[0] ?? element)),
  },
)

/** The parent there, if it is there, and the node to stand before. */
function spotAt(place: Place): readonly [Element | null | undefined, Node | null] {
  const [side, selector] = Object.entries(place)[0] as [string, string] // A place has one side.
  const there = named(selector)
  if (side === 'start') return [there, noticed(there?.firstChild)]
  if (side === 'end') return [there, null]
  return [there?.parentElement, side === 'after' ? noticed(there?.nextSibling) : there]
}

/** This node, or the first after it that is neither the space between two elements nor what stands in the place of one. */
function noticed(node: Node | null | undefined): Node | null {
  while (node?.nodeValue?.trim() === '' || (node instanceof Element && node.hasAttribute(copyMark)))
    node = node.nextSibling
  return node ?? null
}
