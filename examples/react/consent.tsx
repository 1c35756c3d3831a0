/**
 * Asks whether we may count. The server renders the question where it is open, so that nothing pops up later.
 */
import { type Choice, consentCookie } from './known.js'

const yearInSeconds = 31_536_000

export function Consent({ onChoose }: { readonly onChoose: (choice: Choice) => void }) {
  const choose = (choice: Choice) => () => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is asynchronous, and the next page may come at once.
    document.cookie = `${consentCookie}=${choice};path=/;samesite=lax;max-age=${yearInSeconds}`
    onChoose(choice)
  }
  return (
    <section className="consent" aria-label="Counting">
      <p>May we count which layout works better? No names, nothing you type.</p>
      <button type="button" onClick={choose('denied')}>
        Decline
      </button>
      <button type="button" onClick={choose('granted')}>
        Accept
      </button>
    </section>
  )
}
