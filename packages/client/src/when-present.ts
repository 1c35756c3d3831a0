/**
 * Waits for an element that may not be there yet.
 */
import type { Undo } from './change.js'

/**
 * Calls back once with the first element that matches and is ready: now if there is one, else as soon as it appears.
 *
 * @param isReady default: being there is enough
 * @returns how to stop waiting
 */
export function whenPresent(
  selector: string,
  callback: (element: Element) => void,
  isReady?: (element: Element) => boolean,
): Undo {
  const look = () => {
    const element = document.querySelector(selector)
    if (!element || isReady?.(element) === false) return
    stop()
    callback(element)
  }
  const observer = new MutationObserver(look)
  const stop = () => observer.disconnect()
  observer.observe(document, { childList: true, subtree: true })
  look()
  return stop
}
