/**
 * Takes batches into the log: each event once, durable before anything is said about it.
 * Batches about the same stream take turns, so that a copy is judged only when the fate of the first is known.
 * Nothing is remembered before it is durable, so a failed append leaves nothing to undo.
 */
import type { ReadBatch, Rejection, StreamRange } from '@heddle/events'
import { keptMs } from './kept.js'
import { forget, type KnownStream, learn, readBack } from './known-streams.js'
import { type Arrival, planBatch } from './plan-batch.js'
import type { Store } from './store.js'
import { createTurns } from './take-turns.js'

/** What went wrong in the store; for the operator, pages are told only to wait. */
export type CollectorProblem =
  /** The log could not be read back; it is tried again with the next batch. */
  | { readonly kind: 'read'; readonly cause: unknown }
  /** Lines could not be appended; the pages keep the events and send them again. */
  | { readonly kind: 'append'; readonly cause: unknown }
  /** So many characters wait for the store that pages are told to come later. Told once, until all of it is stored. */
  | { readonly kind: 'overload'; readonly waiting: number }
  /** A finished file of the log could not be packed; it stays as it is, and the next start tries again. */
  | { readonly kind: 'pack'; readonly cause: unknown }

export type Receipt =
  | { readonly status: 'stored'; readonly acks: readonly StreamRange[]; readonly rejected: readonly Rejection[] }
  | { readonly status: 'too-large' }
  | { readonly status: 'unavailable' }

export interface IntakeOptions {
  readonly store: Store
  /** Longest text that one batch may append. */
  readonly maxChars: number
  readonly onProblem: ((problem: CollectorProblem) => void) | undefined
}

/** Never rejects: every outcome is a receipt. */
export type Intake = (batch: ReadBatch, receivedAt: number, browser?: string) => Promise<Receipt>

export function createIntake({ store, maxChars, onProblem }: IntakeOptions): Intake {
  const takeTurns = createTurns()
  let reading: Promise<Map<string, KnownStream> | undefined> | undefined

  const whatIsStored = () => {
    reading ??= readBack(store).catch((cause) => {
      reading = undefined
      onProblem?.({ kind: 'read', cause })
      return undefined
    })
    return reading
  }
  const take = async (batch: ReadBatch, arrival: Arrival): Promise<Receipt> => {
    const known = await whatIsStored()
    if (!known) return { status: 'unavailable' }
    forget(known, arrival.receivedAt - keptMs)
    const plan = planBatch(batch, known, arrival, maxChars)
    if (plan.status === 'too-large') return plan
    try {
      if (plan.lines.length > 0) await store.append(plan.lines)
    } catch (cause) {
      onProblem?.({ kind: 'append', cause })
      return { status: 'unavailable' }
    }
    for (const shown of plan.shown) learn(known, shown)
    return { status: 'stored', acks: plan.acks, rejected: plan.rejected }
  }

  void whatIsStored() // Begun at once, so that the first visitor waits for less of it.
  return (batch, receivedAt, browser) => takeTurns(streamsIn(batch), () => take(batch, { receivedAt, browser }))
}

function* streamsIn(batch: ReadBatch): Iterable<string> {
  for (const { stream } of batch.events) yield stream
  for (const { stream } of batch.streams) yield stream
  for (const [stream] of batch.ask) yield stream
}
