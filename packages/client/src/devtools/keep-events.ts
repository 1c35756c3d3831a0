/**
 * Keeps what a reviewer does in the overlay from the page: no listener of the page, and none of the client, hears of it.
 */
import type { Undo } from '../change.js'

const kept = ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'click', 'auxclick', 'keydown', 'keyup'] as const

/**
 * Stops these events at the window, before anybody else; what the browser does by itself, such as following a link, goes
 * on.
 *
 * @param onEvent takes the place of the overlay's own listeners, which are not reached either
 */
export function keepEvents(host: Element, onEvent: (event: Event) => void): Undo {
  const keep = (event: Event) => {
    if (!event.composedPath().includes(host)) return
    event.stopImmediatePropagation()
    onEvent(event)
  }
  for (const type of kept) addEventListener(type, keep, true)
  return () => {
    for (const type of kept) removeEventListener(type, keep, true)
  }
}
