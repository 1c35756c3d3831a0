/**
 * What a page can say about a visit, and the stamp that makes each saying countable once.
 * Types only: `decode-event.ts` checks unknown input against them, `schema/event.schema.json` says the same to other languages.
 */
import type { Attributes } from './experiment.js'

/** Who said it, when, and where: the part that every event has. */
export interface Stamp {
  /** Random id of the document that wrote the event. */
  readonly stream: string
  /** 1, 2, 3 … within the stream. (`stream`, `seq`) is the event's identity; a gap is a loss. */
  readonly seq: number
  /** When it happened: ms since the epoch on the visitor's clock. */
  readonly at: number
  readonly visitor: string
  /** Which visit of the visitor. */
  readonly session: string
  /** Path without query. */
  readonly page: string
}

/** The unit met its variant. */
export interface Exposure {
  readonly type: 'exposure'
  readonly experiment: string
  readonly variant: string
  readonly revision?: number | undefined
  /** What was randomised, where that is not the visitor: an order, an attempt, an account. */
  readonly unit?: string | undefined
  /** Seen on the screen, clicked before that, or declared by the page's code. */
  readonly by: 'sight' | 'click' | 'hand'
  readonly attributes?: Attributes | undefined
}

/** Whether the change is on the page, and why not. */
export interface Applied {
  readonly type: 'applied'
  readonly experiment: string
  readonly variant: string
  readonly revision?: number | undefined
  readonly applied: boolean
  readonly reason?: string | undefined
}

interface Achieved {
  readonly goal: string
  readonly value?: number | undefined
  readonly item?: string | undefined
  /** Where the item stood; 0 is first in reading order. */
  readonly slot?: number | undefined
  /** Of how many. */
  readonly slots?: number | undefined
}

/** An item was pressed. */
export interface Click extends Achieved {
  readonly type: 'click'
}

/** The page's code says that something was reached. */
export interface GoalReached extends Achieved {
  readonly type: 'goal'
  /** What was randomised, where that is not the visitor. */
  readonly unit?: string | undefined
}

/** A speed of the page: LCP and INP in ms, CLS without unit. Never below 0. */
export interface Vital {
  readonly type: 'vital'
  readonly name: string
  readonly value: number
}

/** An event before it is stamped: what `client.record` takes. */
export type Saying = Exposure | Applied | Click | GoalReached | Vital

/** An event as it is buffered and sent. */
export type Event = Saying & Stamp

export type EventType = Event['type']

/** A well-stamped event of a type that this version does not know: kept and counted, not understood. */
export type UnknownEvent = Stamp & { readonly type: string }

/** When the batch left the page, on the visitor's clock, and reached the collector, on the collector's. */
export interface Received {
  readonly sentAt: number
  readonly receivedAt: number
}

/** One line of the log. */
export type LoggedEvent = Event & Received
