/**
 * Hides an element in the variants that do without it.
 */
import type { Change } from './change.js'
import { conceal, holdsFocus } from './conceal.js'
import { needsSeen } from './needs-seen.js'

/**
 * The Change for whether the element is off the page: `true` takes it off, for eyes, Tab key and screen readers alike;
 * `false` leaves it. It waits while the focus is in the element, and asks for `seen`.
 */
export const hide: Change<boolean> = /* @__PURE__ */ Object.assign(
  (element: Element, isOff: boolean) => {
    if (isOff) return conceal(element)
  },
  {
    repeats: true,
    check: needsSeen,
    isReady: (element: Element) => !holdsFocus(element),
  },
)
