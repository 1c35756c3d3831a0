/**
 * Makes one change of several, for a variant that differs in more than one way.
 */
import type { Change } from './change.js'
import { inOrder } from './in-order.js'

/**
 * The Change that does the given ones in order, on the same element; a variant's value lists theirs. If one throws, those
 * before it are taken back.
 *
 * @example all(relabel, classes) // for values such as ['Sign up', { wide: true }]
 */
export function all<Values extends readonly unknown[]>(
  ...changes: { readonly [Index in keyof Values]: Change<Values[Index]> }
): Change<Readonly<Values>> {
  const column = (rows: readonly Readonly<Values>[], index: number) => rows.map((row) => row[index])
  return Object.assign(
    (element: Element, values: Readonly<Values>) =>
      inOrder(changes.map((change, index) => () => change(element, values[index]))),
    {
      repeats: changes.every(({ repeats }) => repeats),
      check: (rows: readonly Readonly<Values>[], seen: string | undefined) => {
        changes.forEach((change, index) => {
          change.check?.(column(rows, index), seen)
        })
      },
      isReady: (element: Element, rows: readonly Readonly<Values>[]) =>
        changes.every((change, index) => change.isReady?.(element, column(rows, index)) !== false),
    },
  )
}
