/**
 * Makes a change to a part of the element: its icon, its label.
 */
import type { Change } from './change.js'
import { found } from './named.js'

/**
 * The same change, on the first element inside that matches. It waits until that is there.
 *
 * @param selector seen from the element, which it may call `:scope`
 * @example all(within('.icon', attributes), within('.label', relabel))
 */
export function within<Value>(selector: string, change: Change<Value>): Change<Value> {
  const partOf = (element: Element) => element.querySelector(selector)
  return Object.assign((element: Element, value: Value) => change(found(partOf(element), selector), value), change, {
    isReady: (element: Element, values: readonly Value[]) => {
      const part = partOf(element)
      return !!part && change.isReady?.(part, values) !== false
    },
  })
}
