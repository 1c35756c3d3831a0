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
  let since = Infinity
  let timer: ReturnType<typeof setTimeout> | undefined

  const observer = new IntersectionObserver(
    (entries) => {
      clearTimeout(timer)
      const entry = entries.at(-1) as IntersectionObserverEntry // There is always one.
      since = isSeen(entry, ratio) ? Math.min(since, Date.now()) : Infinity
      if (Date.now() - since >= dwellMs) end('sight')
      else if (entry.isIntersecting) timer = setTimeout(look, lookAgainMs)
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
  const end = (by: 'sight' | 'click') => {
    stop()
    callback(by)
  }
  const stop = () => {
    clearTimeout(timer)
    observer.disconnect()
    stopClicks()
  }
  look()
  return stop
}

function isSeen(entry: IntersectionObserverEntry, ratio: number): boolean {
  const { target, intersectionRect: part, boundingClientRect: whole } = entry
  return (
    !document.hidden &&
    target.checkVisibility?.({ checkOpacity: true, checkVisibilityCSS: true }) !== false &&
    part.width * part.height >= ratio * Math.min(whole.width, innerWidth) * Math.min(whole.height, innerHeight) &&
    across.filter((share, i) => {
      // Cast: the lists are equally long.
      const hit = document.elementFromPoint(part.x + share * part.width, part.y + (down[i] as number) * part.height)
      // In WebKit the scroll bar lies over what is scrolled, and takes the hit.
      return target.contains(hit) || (hit && hit.scrollWidth > hit.clientWidth && hit.contains(target))
    }).length > 2
  )
}
