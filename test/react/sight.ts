/**
 * Eyes for a document without a layout: says which elements are waited for, and lets one be seen.
 */
import { onTestFinished, vi } from 'vitest'

export interface Eyes {
  /** The elements that somebody waits for at this moment. */
  readonly waitedFor: () => readonly Element[]
  /** How often somebody has begun to wait. */
  readonly begun: () => number
  /** Shows an element to whoever waits for it; nothing happens where nobody does. */
  readonly see: (element: Element) => void
}

type Tell = (entries: readonly Partial<IntersectionObserverEntry>[]) => void

const box = new DOMRect(0, 0, 100, 100)

/** Until the test ends. */
export function openEyes(): Eyes {
  const watchers = new Map<object, { element: Element; tell: Tell }>()
  let begun = 0
  class Observer {
    readonly #tell: Tell
    constructor(tell: Tell) {
      this.#tell = tell
      begun++
    }
    observe(element: Element) {
      watchers.set(this, { element, tell: this.#tell })
    }
    disconnect() {
      watchers.delete(this)
    }
  }
  vi.stubGlobal('IntersectionObserver', Observer)
  let seen: Element | undefined
  const hit = vi.spyOn(document, 'elementFromPoint').mockImplementation(() => seen ?? null)
  onTestFinished(() => {
    vi.unstubAllGlobals()
    hit.mockRestore()
  })
  return {
    waitedFor: () => [...watchers.values()].map(({ element }) => element),
    begun: () => begun,
    see(element) {
      seen = element
      const entry = { target: element, isIntersecting: true, intersectionRect: box, boundingClientRect: box }
      for (const watcher of [...watchers.values()]) {
        if (watcher.element === element) watcher.tell([entry])
      }
    },
  }
}
