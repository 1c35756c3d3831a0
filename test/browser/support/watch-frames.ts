/**
 * Watches a page from the inside, frame by frame: what a visitor could have seen. Runs before anything else of the page.
 */

/** What stood in the document, and was not hidden, when a frame was about to be painted. */
export interface Frame {
  /** The items of `#tabs` that could be seen, in their order. */
  readonly items: readonly string[]
  /** What `#help` said, if it could be seen. */
  readonly label: string | undefined
}

export interface Seen {
  /** Without repetitions. */
  readonly frames: readonly Frame[]
  /** Layout shifts together, without those that a visitor caused. */
  readonly shift: number
  /** First contentful paint, in ms. */
  readonly firstPaintMs: number
}

/** The text of a script that keeps what it sees in `seen`, and what went wrong in `errors`. Not every engine knows of shifts. */
export const watchFrames = `
  var seen = { frames: [], shift: 0, firstPaintMs: 0 }
  var errors = []
  addEventListener('error', ({ message }) => errors.push(message))
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shift += entry.value
  }).observe({ type: 'layout-shift', buffered: true })
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) if (name === 'first-contentful-paint') seen.firstPaintMs = startTime
  }).observe({ type: 'paint', buffered: true })
  const shown = (element) => element && getComputedStyle(element).visibility === 'visible'
  const look = () => {
    const items = [...document.querySelectorAll('#tabs [data-item]')].filter(shown).map((item) => item.dataset.item)
    const help = document.querySelector('#help')
    const frame = { items, label: shown(help) ? help.textContent : undefined }
    if (JSON.stringify(frame) !== JSON.stringify(seen.frames.at(-1))) seen.frames.push(frame)
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
`
