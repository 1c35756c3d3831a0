/**
 * What the boot script, if the page has one, hands over to the client: who it took the visitor for, and what it did.
 */
import type { Assignment } from './assignment.js'
import type { Undo } from './change.js'

export interface Booted {
  /** The visitor's id that it assigned by. */
  readonly visitor: string
  readonly met: { [experiment: string]: BootedExperiment }
}

/** An experiment as the boot script sees it at this moment; the object stays the same while it changes. */
export interface BootedExperiment {
  /** Excluded as `late` where the time was up before the element was complete. */
  readonly assignment: Assignment
  /** The parser has not closed the element yet. */
  readonly isWaiting?: boolean
  readonly undo?: Undo | void
  /** Why the change is not on the page. */
  readonly reason?: string
}

/** Undefined on a page without the boot script, and on a server. */
export function booted(): Booted | undefined {
  return (globalThis as { heddleBoot?: Booted }).heddleBoot
}
