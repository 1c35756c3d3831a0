/**
 * Does several things to the page as if they were one: all of them, or none.
 */
import type { Undo } from './change.js'

/** Takes them back in reverse order. If one throws, those before it are taken back and the error goes on. */
export function inOrder(steps: readonly (() => Undo | void)[]): Undo {
  const undos: (Undo | void)[] = []
  const undo = () => {
    for (const each of undos) each?.()
  }
  try {
    for (const step of steps) undos.unshift(step())
  } catch (cause) {
    undo()
    throw cause
  }
  return undo
}
