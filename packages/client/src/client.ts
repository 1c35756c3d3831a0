/**
 * What a client is. Types only; `create-client.ts` makes one, and everything else is a function that takes one.
 */
import type { Attributes, Exposure, Goal, Saying, Variants } from '@heddle/events'
import type { Assignment, Definition } from './assignment.js'
import type { Forced } from './forced.js'
import type { Diagnostics, OpenOutbox } from './outbox.js'
import type { Problem } from './problem.js'
import type { Transport } from './transport.js'
import type { UnitStore } from './unit-store.js'

/** `pending` writes and sends nothing; `denied` also erases what there is. */
export type Consent = 'pending' | 'granted' | 'denied'

export interface ClientOptions {
  /** How batches leave; `beacon(url)` speaks to a Heddle collector. */
  readonly transport: Transport
  /** Where events wait beside the page's memory; without one they live as long as the page. */
  readonly buffer?: OpenOutbox
  /** Default `pending`. */
  readonly consent?: Consent
  /** What a visitor without a stored id sees until consent: a variant by an id for this document (default), or control. */
  readonly whilePending?: 'memory' | 'control'
  /** The site's legal basis other than consent, in its own words. With it, Global Privacy Control and Do Not Track do not count as denied. */
  readonly basis?: string
  /** The visitor's id where the site knows one; default is a random id, kept in `unitStore`. */
  readonly unit?: string
  /** Default `local()`. */
  readonly unitStore?: UnitStore
  /** Added to `lang`, `dir` and `device` on every exposure; an audience is judged by all of them. */
  readonly attributes?: Attributes
  /** Variants shown for review; default is what `?heddle=` asks for in the page's address. A page with any records nothing. */
  readonly forced?: Forced
  /** Told of failures of the world; they never throw at the page. */
  readonly onProblem?: (problem: Problem) => void
}

export interface UnitOption {
  /** What is randomised, where that is not the visitor: an order, an attempt. */
  readonly unit?: string | undefined
}

export interface ExposeOptions extends UnitOption {
  /** How it is known that the unit met its variant; default `hand`: the page's code says so. */
  readonly by?: Exposure['by']
}

export interface Client {
  /** Reads the variant and records nothing. The answer stays the same for as long as the document lives. */
  assign<V extends Variants>(experiment: Definition<V>, options?: UnitOption): Assignment<V>
  /** Reads the variant and records the exposure, once per document, unit and experiment. */
  expose<V extends Variants>(experiment: Definition<V>, options?: ExposeOptions): Assignment<V>
  /** Records that a goal was reached, with a value if it has one: a price, a count. */
  track(goal: Goal, value?: number): void
  /**
   * What `expose`, `track` and the listeners rest on: stamps an event and brings it to the collector.
   * A goal of an order or an attempt names it here: `record({ type: 'goal', goal: 'code-entered', unit: orderId })`.
   */
  record(saying: Saying): void
  setConsent(consent: Consent): void
  /** Sends what waits now. Resolves when nothing waits or the collector cannot be reached; never rejects. */
  flush(): Promise<void>
  /** How the delivery stands at this moment: for a support page, a test, a curious developer. */
  diagnostics(): Diagnostics
  /** Hands what waits to the browser, takes every change off the page and stops listening. */
  close(): void
  /** Aborted by `close`, for functions that take a client. */
  readonly closed: AbortSignal
  /** The problem listener, for functions that take a client. */
  readonly onProblem: (problem: Problem) => void
}
