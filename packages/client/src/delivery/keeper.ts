/**
 * What an outbox leaves to somebody with a longer memory: what must outlive the page, or be agreed with other tabs.
 * Types only.
 */
import type { Problem } from '../problem.js'
import type { WaitingRow } from './waiting-row.js'

export interface Keeper {
  /** Forgets what is settled or given up, and writes what came; the outbox has all of it in memory too. */
  readonly replace: (gone: readonly WaitingRow[], came: readonly WaitingRow[]) => void
  /** The page may end at any moment: notes, at once, what is not settled. */
  readonly leave: (rows: readonly WaitingRow[]) => void
  /** Brings what ended pages left, a part at a time, until `deliver` says that it cannot go on. */
  readonly takeOver: (deliver: (rows: readonly WaitingRow[]) => Promise<boolean>) => Promise<unknown>
  /** What all tabs have agreed on, after `next` if that is given. */
  readonly pause: (next?: Pause) => Pause
  /** @param stream the id of this document's events from now on */
  readonly run: (on: boolean, forget: boolean, stream: string) => void
}

/** Failed attempts in a row, and when the next may be, in ms since the epoch. */
export type Pause = readonly [attempts: number, until: number]

/** What a keeper asks of its outbox. */
export interface Host {
  readonly onProblem: (problem: Problem) => void
  /** There may be something to do. */
  readonly wake: () => void
  /** Consent was withdrawn in another tab. */
  readonly deny: () => void
  /** From now on these are the outbox's own. */
  readonly adopt: (rows: readonly WaitingRow[]) => void
  /** They are no longer sent; the collector is told that, and why. */
  readonly giveUp: (rows: readonly WaitingRow[], reason: string) => void
}
