/**
 * Searches the products on the page while the visitor types. What is typed stays in the field.
 */
import { byId } from './page.js'

export function startSearch(): void {
  const field = byId('search', HTMLInputElement)
  field.form?.addEventListener('submit', (event) => event.preventDefault())
  field.addEventListener('input', () => {
    const wanted = field.value.trim().toLocaleLowerCase()
    for (const panel of document.querySelectorAll<HTMLElement>('[role=tabpanel]')) filter(panel, wanted)
  })
}

function filter(panel: HTMLElement, wanted: string): void {
  const cards = [...panel.querySelectorAll<HTMLElement>('.card')]
  for (const card of cards) card.hidden = !card.querySelector('h3')?.textContent?.toLocaleLowerCase().includes(wanted)
  panel.classList.toggle('searching', wanted !== '')
  panel.classList.toggle(
    'nothing',
    cards.every((card) => card.hidden),
  )
}
