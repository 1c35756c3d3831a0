/**
 * Opens the dialogs. Closing, focus and the Escape key are the browser's work.
 */
import { around, byId } from './page.js'

export function startDialogs(): void {
  document.addEventListener('click', (event) => {
    const opener = around(event, '[data-opens]')
    if (opener) byId(opener.dataset.opens ?? '', HTMLDialogElement).showModal()
  })
}
