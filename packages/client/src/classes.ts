/**
 * Changes how an element looks, by classes that the site's stylesheet knows.
 */
import type { Change } from './change.js'
import { putAttribute } from './put-attribute.js'

interface Wanted {
  readonly [name: string]: boolean
}

/** The Change for classes by name: `true` adds, `false` takes off. Those that are not named stay. */
export const classes: Change<Wanted> = /* @__PURE__ */ Object.assign(
  (element: Element, wanted: Wanted) => {
    const { classList } = element
    const written = () => element.getAttribute('class')
    const before = written()
    const changed = Object.keys(wanted).filter((name) => classList.contains(name) !== wanted[name])
    for (const name of changed) classList.toggle(name)
    const after = written()
    return () => {
      if (written() === after) return putAttribute(element, 'class', before)
      for (const name of changed) if (classList.contains(name) === wanted[name]) classList.toggle(name)
    }
  },
  { repeats: true },
)
