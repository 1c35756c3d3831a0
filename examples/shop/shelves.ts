/**
 * The bag and the favourites: what was put there, how it is listed, and the numbers beside the icons.
 * Kept in memory: an example has no till. The words, in either language, come from the page.
 */
import { around, byId } from './page.js'

interface Product {
  readonly name: string
  /** In dirhams. */
  readonly price: number
}

export function startShelves(): void {
  const bag: Product[] = []
  const favourites = new Map<string, Product>()
  document.addEventListener('click', (event) => {
    const card = around(event, '.card')
    if (!card) return
    const product = productOf(card)
    if (around(event, '.add')) {
      bag.push(product)
      show('bag', bag)
      byId('said', HTMLElement).textContent =
        `${byId('said', HTMLElement).dataset.added}: ${product.name} (${bag.length})`
    }
    const heart = around(event, '.heart')
    if (heart) {
      const liked = heart.getAttribute('aria-pressed') !== 'true'
      heart.setAttribute('aria-pressed', String(liked))
      if (liked) favourites.set(product.name, product)
      else favourites.delete(product.name)
      show('favourites', [...favourites.values()])
    }
  })
}

function productOf(card: HTMLElement): Product {
  return { name: card.querySelector('h3')?.textContent ?? '', price: Number(card.dataset.aed) }
}

function show(shelf: 'bag' | 'favourites', products: readonly Product[]): void {
  const dialog = byId(shelf, HTMLDialogElement)
  const count = byId(`${shelf}-count`, HTMLElement)
  count.textContent = String(products.length)
  count.hidden = products.length === 0
  dialog.querySelector('ul')?.replaceChildren(...grouped(products).map(lineOf))
  const total = dialog.querySelector('output')
  if (total) total.textContent = dirhams(products.reduce((sum, { price }) => sum + price, 0))
  dialog.classList.toggle('filled', products.length > 0)
}

function grouped(products: readonly Product[]): readonly { product: Product; count: number }[] {
  const names = new Set(products.map(({ name }) => name))
  return [...names].flatMap((name) => {
    const same = products.filter((product) => product.name === name)
    return same[0] ? [{ product: same[0], count: same.length }] : []
  })
}

function lineOf({ product, count }: { product: Product; count: number }): HTMLLIElement {
  const line = document.createElement('li')
  const price = document.createElement('bdi')
  price.textContent = dirhams(product.price * count)
  line.append(count > 1 ? `${product.name} × ${count}` : product.name, price)
  return line
}

const dirhams = (amount: number) =>
  new Intl.NumberFormat(`${document.documentElement.lang}-AE`, {
    style: 'currency',
    currency: 'AED',
    maximumFractionDigits: 0,
  }).format(amount)
