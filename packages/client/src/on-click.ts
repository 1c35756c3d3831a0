/**
 * Hears clicks, by mouse, touch or keyboard, before anybody can keep them to themselves.
 */
import type { Undo } from './change.js'

/**
 * @param target the window hears a click before the document does
 * @param callback what was pressed first, then what it lies in, from the inside out
 * @returns how to stop
 */
export function onClick(target: EventTarget, callback: (path: readonly EventTarget[]) => void): Undo {
  const listener = (event: Event) => callback(event.composedPath())
  target.addEventListener('click', listener, true)
  return () => target.removeEventListener('click', listener, true)
}
