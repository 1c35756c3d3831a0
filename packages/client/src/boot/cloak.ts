/**
 * Hides an element before it is there. It keeps its place, so that nothing moves when it is shown.
 */
import type { Undo } from '../change.js'

/**
 * An adopted stylesheet, which a Content Security Policy without `unsafe-inline` allows.
 *
 * @returns shows it again
 */
export function cloak(selector: string): Undo {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`:is(${selector}),:is(${selector}) *{visibility:hidden!important}`)
  document.adoptedStyleSheets.push(sheet)
  return () => sheet.replaceSync('')
}
