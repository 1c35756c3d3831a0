/**
 * Changes an element in the moment in which the parser has closed it, and hides it until then: its first painted frame
 * shows the variant. The path is the same for every variant.
 */
import { excluded } from '../assign.js'
import { isWhole } from '../named.js'
import type { BootExperiment, Meeting } from './boot-experiment.js'
import { cloak } from './cloak.js'

/** @param limitMs from the moment in which the element begins; after it every variant shows the original */
export function applyAtClose(
  { variants, apply: { selector, change } }: BootExperiment,
  met: Meeting,
  limitMs: number,
): void {
  const values = Object.values(variants)
  let uncloak = () => {}
  let timer: ReturnType<typeof setTimeout> | undefined

  const look = () => {
    try {
      const element = document.querySelector(selector)
      const isLoading = document.readyState === 'loading'
      if (element) timer ??= setTimeout(giveUp, limitMs)
      if (!element || !isWhole(element) || change.isReady?.(element, values) === false) {
        if (isLoading) return
      } else met.undo = change(element, met.assignment.value)
    } catch (cause) {
      met.reason = `${cause}`
    }
    end()
  }
  const giveUp = () => {
    met.assignment = excluded(variants, 'late')
    end()
  }
  /** Also where the document has ended without the element: a script may bring it, and the client applies the variant. */
  const end = () => {
    met.isWaiting = false
    observer.disconnect()
    document.removeEventListener('readystatechange', look)
    clearTimeout(timer)
    uncloak()
  }
  const observer = new MutationObserver(look)
  met.isWaiting = true
  try {
    uncloak = cloak(selector)
    observer.observe(document, { childList: true, subtree: true })
    document.addEventListener('readystatechange', look)
  } catch {
    giveUp()
  }
}
