/**
 * Waits until an element is really seen: on the screen, large enough, not see-through, and nothing on top of it.
 */
import type { Undo } from './change.js'

export interface Sight {
  /** How much of the element, or of the viewport if that is smaller, must show: 0 to 1, default 0.5. */
  readonly ratio?: number
  /** For how long without a break, in ms, looked at five times a second; default 0, the first frame. */
  readonly dwellMs?: number
}

/**
 * While some of the element is on the screen. The browser tells when its share is reached, but not when a cover goes, a tab
 * is shown, a dwell is over, or an element taller than the viewport fills half of it.
 */
const lookAgainMs = 200

/** The centre and four points well inside, as shares of the part in the viewport. */
const points = [
  [0.5, 0.5],
  [0.2, 0.2],
  [0.2, 0.8],
  [0.8, 0.2],
  [0.8, 0.8],
] as const

/** Calls back once. @returns how to stop waiting */
export function whenVisible(element: Element, callback: () => void, { ratio = 0.5, dwellMs = 0 }: Sight = {}): Undo {
  let timer: ReturnType<typeof setTimeout> | undefined
  let since = 0
  let isNear: boolean | undefined

  const look = () => {
    clearTimeout(timer)
    since = isSeen(element, ratio) ? since || Date.now() : 0
    if (since && Date.now() - since >= dwellMs) {
      stop()
      callback()
    } else if (isNear) timer = setTimeout(look, lookAgainMs)
  }
  const observer = new IntersectionObserver(
    (entries) => {
      isNear = entries.at(-1)?.isIntersecting
      look()
    },
    { threshold: [0, ratio] },
  )
  const stop = () => {
    clearTimeout(timer)
    observer.disconnect()
  }
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
