/**
 * Where the shop's experiments are applied before the first paint. For the server, which makes the boot script of it; the
 * page itself says the same in `main.ts`, and takes over from there.
 */
import { label, tabs } from './experiments.js'

export const firstPaint = [
  { ...tabs, apply: { selector: '#tabs', change: 'reorder' } },
  { ...label, apply: { selector: '#help', change: 'relabel' } },
]

/** How a page knows before its scripts have loaded that a visitor declined on an earlier one. See `consent.ts`. */
export const declined = "localStorage.getItem('shop-consent') === 'denied'"
