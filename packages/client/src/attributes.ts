/**
 * Changes attributes: where a link leads, which picture is shown, what a field suggests. Never what could run a script
 * or break a strict Content Security Policy.
 */
import type { Change } from './change.js'
import { inOrder } from './in-order.js'
import { putAttribute } from './put-attribute.js'

interface Wanted {
  /** null takes the attribute off. */
  readonly [name: string]: string | null
}

/** The Change for attributes by name. Those that are not named stay. */
export const attributes: Change<Wanted> = /* @__PURE__ */ Object.assign(
  (element: Element, wanted: Wanted) => {
    judge(wanted)
    return inOrder(
      Object.entries(wanted).map(([name, value]) => () => {
        const before = element.getAttribute(name)
        putAttribute(element, name, value)
        return () => {
          if (element.getAttribute(name) === value) putAttribute(element, name, before)
        }
      }),
    )
  },
  {
    repeats: true,
    check: (values: readonly Wanted[]) => values.forEach(judge),
  },
)

function judge(wanted: Wanted): void {
  for (const [name, value] of Object.entries(wanted)) {
    // As a browser reads an address: without what cannot be seen at its start, and without tabs and line ends.
    const address = `${value}`.replace(/^[^!-\uffff]+|[\t\n\r]/g, '')
    if (/^(on|style$|srcdoc$)/i.test(name) || /^(javascript:|data:text\/html)/i.test(address))
      throw new TypeError(
        `Attribute ${name}="${value}" is refused; use classes, replace with a template, or a listener.`,
      )
  }
}
