/**
 * What a fault is: a name, where it can be made, what may be lost, and what happens. Types only.
 */
import type { Collector } from './collector.js'
import type { Engine, EngineName, EngineOptions, Tab } from './engine.js'
import type { Site } from './site.js'

/**
 * What may be missing in the log when the visitor has come back. Nothing may ever be counted twice.
 *
 * - `nothing`
 * - `1 event`: at most one of each crashed page
 * - `10 ms`: what was recorded in the last 10 ms before the browser was killed
 * - `named`: what the fault makes impossible; the log names each of these numbers
 * - `denied`: what the visitor withdrew
 */
export type Bound = 'nothing' | '1 event' | '10 ms' | 'named' | 'denied'

export interface Fault {
  /** Plain words, as it stands in the table. */
  readonly name: string
  /** Default: all. */
  readonly engines?: readonly EngineName[]
  /** Default `nothing`. */
  readonly bound?: Bound
  /** Each run has a browser of its own, since the fault ends or alters the whole of it. */
  readonly browser?: EngineOptions
  /** Mostly waits: all its runs go at the same time, beside the others. */
  readonly waits?: boolean
  /** Runs while nothing else does: it fills the machine, or times are its point. */
  readonly alone?: boolean
  /** One of the few that every check of the project runs. */
  readonly short?: boolean
  readonly run: (context: Context) => Promise<void>
}

/** One run: a browser, a site, a collector, and the list of what was recorded. */
export interface Context {
  readonly engine: Engine
  readonly site: Site
  readonly collector: Collector
  /** Long runs last longer: `--long`. */
  readonly isLong: boolean
  /** A new window. @param path default `/` */
  readonly visit: (path?: string) => Promise<Tab>
  /**
   * Records so many events in the page, each with the next number, in one task.
   *
   * @param fields an expression for further fields of each event; without it they are tracked as goals
   */
  readonly record: (tab: Tab, count: number, fields?: string) => Promise<readonly number[]>
  /** Lets the page record every so many ms, up to so many; resolves when it has begun. `finished` says that all are. */
  readonly load: (tab: Tab, count: number, everyMs: number) => Promise<{ readonly finished: () => Promise<boolean> }>
  /**
   * Numbers that a page will record by itself: in `task`, while its script runs.
   *
   * @param pages how many pages of this address record so many each; default 1
   * @returns the query that makes it do so
   */
  readonly willRecord: (when: 'pagehide' | 'hidden' | 'task', count: number, pages?: number) => string
  /** Numbers that a script of the fault's own records. @returns the first */
  readonly take: (count: number) => number
  /** These numbers may be missing, by the fault's bound. */
  readonly excuse: (numbers: readonly number[]) => void
  /** How many different numbers the log holds. */
  readonly stored: () => Promise<number>
  /** Waits until everything recorded so far, and not excused, is in the log. */
  readonly delivered: (patienceMs?: number) => Promise<void>
  /** @throws Error that says what should have been, unless it is so */
  readonly expect: (holds: boolean, sentence: string) => void
  /** A time that is worth telling, in seconds. No bound: machines are slow at times. */
  readonly took: (what: string, seconds: number) => void
}
