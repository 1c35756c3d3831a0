/**
 * Asks once whether we may measure, and keeps the answer. Writes nothing before there is one.
 */
import { byId } from './page.js'

type Choice = 'granted' | 'denied'

const key = 'shop-consent'

/** What the visitor chose on an earlier page; `pending` if nothing, or if storage is closed to us. */
export function keptChoice(): Choice | 'pending' {
  const kept = attempt(() => localStorage.getItem(key))
  return kept === 'granted' || kept === 'denied' ? kept : 'pending'
}

/** Shows the question where it is open, and again whenever the visitor wants to choose anew. */
export function askConsent(chosen: (choice: Choice) => void): void {
  const banner = byId('consent', HTMLElement)
  banner.hidden = keptChoice() !== 'pending'
  const answer = (choice: Choice) => () => {
    attempt(() => localStorage.setItem(key, choice))
    banner.hidden = true
    chosen(choice)
  }
  byId('accept', HTMLButtonElement).addEventListener('click', answer('granted'))
  byId('decline', HTMLButtonElement).addEventListener('click', answer('denied'))
  for (const again of document.querySelectorAll('.choose-again')) {
    again.addEventListener('click', () => {
      banner.hidden = false
      requestAnimationFrame(() => banner.focus()) // A dialog that closes on this click gives the focus back first.
    })
  }
}

/** Storage may be full, or closed by the browser's settings; the shop goes on. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}
