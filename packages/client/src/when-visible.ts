/**
 * Waits until an element is really seen: on the screen, large enough, not see-through, and nothing on top of it.
 */
import type { Undo } from './change.js'
import { lookAgainMs } from './limits.js'

export interface Sight {
  /** How much of the element, or of the viewport if that is smaller, must show: 0 to 1, default 0.5. */
  readonly ratio?: number
  /** For how long without a break, in ms, looked at five times a second; default 0, the first frame. */
  readonly dwellMs?: number
}

/** The centre and four points well inside, as shares of the part in the viewport. */
const points = [
  [0.5, 0.5],
  [0.2, 0.2],
  [0.2, 0.8],
  [0.8, 0.2],
  [0.8, 0.8],
] as const

/**
 * Calls back once: by sight, or, where a dwell is asked for, by a click that came before its end and cannot be un-seen.
 *
 * @returns how to stop waiting
 */
export function whenVisible(
  element: Element,
  callback: (by: 'sight' | 'click') => void,
  { ratio = 0.5, dwellMs = 0 }: Sight = {},
): Undo {
  let timer: ReturnType<typeof setTimeout> | undefined
  let since = 0
  let isNear: boolean | undefined

  const end = (by: 'sight' | 'click') => {
    stop()
    callback(by)
  }
  const look = () => {
    clearTimeout(timer)
    since = isSeen(element, ratio) ? since || Date.now() : 0
    if (since && Date.now() - since >= dwellMs) end('sight')
    else if (isNear) timer = setTimeout(look, lookAgainMs)
  }
  const observer = new IntersectionObserver(
    (entries) => {
      isNear = entries.at(-1)?.isIntersecting
      look()
    },
    { threshold: [0, ratio] },
  )
  // On the window, so that the exposure comes before the click that somebody records.
  const onClick = (event: Event) => {
    if (dwellMs && event.composedPath().includes(element)) end('click')
  }
  const stop = () => {
    clearTimeout(timer)
    observer.disconnect()
    removeEventListener('click', onClick, true)
  }
  addEventListener('click', onClick, true)
  observer.observe(element)
  return stop
}

function isSeen(element: Element, ratio: number): boolean {
  const { left, top, right, bottom, width, height } = element.getBoundingClientRect()
  const x = Math.max(left, 0)
  const y = Math.max(top, 0)
  const across = Math.min(right, innerWidth) - x
  const down = Math.min(bottom, innerHeight) - y
  return (
    !document.hidden &&
    element.checkVisibility?.({ opacityProperty: true, visibilityProperty: true }) !== false &&
    across * down >= ratio * Math.min(width, innerWidth) * Math.min(height, innerHeight) &&
    points.filter(([i, j]) => element.contains(document.elementFromPoint(x + i * across, y + j * down))).length > 2
  )
}
