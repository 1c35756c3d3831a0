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

/** While the element is on the screen but covered, or the tab hidden, or the dwell runs: nothing tells when that ends. */
const lookAgainMs = 200

/** Shares at which the browser reports: fine enough for an element fifty viewports tall. */
const threshold = [...Array(101).keys()].map((percent) => percent / 100)

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
    const now = Date.now()
    since = isSeen(element, ratio) ? since || now : 0
    if (since && now - since >= dwellMs) {
      stop()
      callback()
    } else if (isNear) timer = setTimeout(look, lookAgainMs)
  }
  const observer = new IntersectionObserver(
    (entries) => {
      isNear = entries.at(-1)?.isIntersecting
      look()
    },
    { threshold },
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
