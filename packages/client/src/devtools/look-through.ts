/**
 * Lets the client look through the overlay: what lies under it counts as seen, as it would without it.
 */
import type { Undo } from '../change.js'

/** While it lasts, `document.elementFromPoint` finds what is under the element. */
export function lookThrough(element: Element): Undo {
  const before = Object.getOwnPropertyDescriptor(document, 'elementFromPoint')
  const seeThrough = (x: number, y: number) =>
    document.elementsFromPoint(x, y).find((found) => found !== element) ?? null
  document.elementFromPoint = seeThrough
  return () => {
    if (document.elementFromPoint !== seeThrough) return
    if (before) Object.defineProperty(document, 'elementFromPoint', before)
    else Reflect.deleteProperty(document, 'elementFromPoint')
  }
}
