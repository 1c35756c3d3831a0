/**
 * Where the shop's experiments are applied before the first paint. For the server, which makes the boot script of it; the
 * page itself says the same in `main.ts`, and takes over from there.
 */
import { label, tabs } from './experiments.js'

/** @param language of the page: the server knows it, and sends the texts of no other */
export const firstPaint = (language: 'ar' | 'en') => {
  const { control, plain } = label.variants
  const texts = { control: control[language], plain: plain[language] }
  return [
    { ...tabs, apply: { selector: '#tabs', change: 'reorder' } },
    { ...label, variants: texts, apply: { selector: '#help', change: 'relabel' } },
  ]
}

/** How a page knows before its scripts have loaded that a visitor declined on an earlier one. See `consent.ts`. */
export const declined = "localStorage.getItem('shop-consent') === 'denied'"
