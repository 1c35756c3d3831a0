/**
 * Takes an element off the page: out of sight, out of the Tab order, out of the accessibility tree. It stays in the
 * document, so that its selector still matches and the page's own code still finds it.
 */
import type { Undo } from './change.js'

/** By its own style, which beats every stylesheet and which a strict Content Security Policy lets scripts set. */
export function conceal(element: Element): Undo {
  const { style } = element as HTMLElement // Whatever a page shows has a style, also in SVG and MathML.
  const priority = () => style.getPropertyPriority('display')
  const isConcealed = () => style.display === 'none' && !!priority()
  const hadStyle = element.hasAttribute('style')
  const before = [style.display, priority()] as const
  if (!isConcealed()) style.setProperty('display', 'none', 'important')
  return () => {
    if (!isConcealed()) return
    style.setProperty('display', ...before)
    if (!hadStyle && !style.length) element.removeAttribute('style')
  }
}

/** Concealing an element with the focus in it would throw the visitor back to the top of the page. */
export const holdsFocus = (element: Element): boolean => element.contains(document.activeElement)
