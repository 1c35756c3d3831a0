/**
 * Waits until an element is really seen: on the screen, large enough, not see-through, and nothing on top of it.
 */
import type { Undo } from './change.js'
import { lookAgainMs } from './limits.js'
import { onClick } from './on-click.js'

export interface Sight {
  /** How much of the element, or of the viewport if that is smaller, must show: 0 to 1, default 0.5. */
  readonly ratio?: number
  /** For how long without a break, in ms, looked at five times a second; default 0, the first frame. */
  readonly dwellMs?: number
}

/** The centre and four points well inside: how far across the part that shows, and how far down. */
const across = [0.5, 0.2, 0.2, 0.8, 0.8]
const down = [0.5, 0.2, 0.8, 0.2, 0.8]

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
  let since = 0 // When it came into sight; 0 while it is not.
  let timer: ReturnType<typeof setTimeout> | undefined

  const observer = new IntersectionObserver(
    (entries) => {
      clearTimeout(timer)
      // Cast: there is always one.
      const {
        isIntersecting,
        intersectionRect: part,
        boundingClientRect: whole,
      } = entries.at(-1) as IntersectionObserverEntry
      const isSeen =
        !document.hidden &&
        element.checkVisibility?.({ checkOpacity: true, checkVisibilityCSS: true }) !== false &&
        part.width * part.height >= ratio * Math.min(whole.width, innerWidth) * Math.min(whole.height, innerHeight) &&
        across.filter((share, i) => {
          // Cast: the lists are equally long.
          const hit = document.elementFromPoint(part.x + share * part.width, part.y + (down[i] as number) * part.height)
          // In WebKit the scroll bar lies over what is scrolled, and takes the hit.
          return element.contains(hit) || (hit?.contains(element) && hit.scrollWidth > hit.clientWidth)
        }).length > 2
      since = isSeen ? since || Date.now() : 0
      if (isIntersecting) timer = setTimeout(look, lookAgainMs)
      if (since && Date.now() - since >= dwellMs) end('sight')
    },
    { threshold: [0, ratio] },
  )
  /** Observed anew, it is measured in the next frame. */
  const look = () => {
    observer.disconnect()
    observer.observe(element)
  }
  // On the window, so that the exposure comes before the click that somebody records.
  const stopClicks = onClick(window, (path) => {
    if (dwellMs && path.includes(element)) end('click')
  })
  const stop = () => {
    clearTimeout(timer)
    observer.disconnect()
    stopClicks()
  }
  const end = (by: 'sight' | 'click') => {
    stop()
    callback(by)
  }
  look()
  return stop
}
