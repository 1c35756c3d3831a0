/**
 * A transport that keeps what it is given and answers as it is told; events are read by the collector's own decoder.
 */
import { type Batch, decodeBatch, type Event, encodeBatch, type StreamRange, type StreamState } from '@heddle/events'
import type { Answer, Departure, Transport } from 'heddle'

export interface Sent {
  readonly when: Departure['when']
  readonly signal: AbortSignal
  readonly client: string | undefined
  readonly streams: readonly StreamState[]
  readonly events: readonly Event[]
  /** What may have arrived before. */
  readonly ask: readonly StreamRange[]
}

export interface Recorder {
  readonly transport: Transport
  readonly sent: readonly Sent[]
  /** What the browser was given to send should the page end without a word; also what was taken back since. */
  readonly held: readonly Sent[]
  /** All events so far, in the order in which they were sent. */
  readonly events: () => readonly Event[]
}

export type Answering = (batch: Batch, how: Departure) => Answer | Promise<Answer>

/** Says that everything in the batch is stored now, and nothing of what is asked for. */
export function settleAll({ rows }: Batch): Answer {
  return { settled: rows.map(({ stream, from, to }) => [stream, from, to] as const) }
}

/** Says that everything is stored: what is in the batch, and what is asked for. */
export const hasAll = (batch: Batch): Answer => ({
  settled: [...(settleAll(batch).settled ?? []), ...(batch.ask ?? [])],
})

/** Says nothing: as when the network is down. */
export const settleNothing = (): Answer => ({})

export function recorder(answer: Answering = settleAll, destination = 'https://collector.example'): Recorder {
  const sent: Sent[] = []
  const held: Sent[] = []
  const transport: Transport = async (batch, how) => {
    const { streams, events, ask, client } = decodeBatch(encodeBatch(batch))
    const { when, signal } = how
    ;(when === 'later' ? held : sent).push({ when, signal, client, streams, ask, events: events.map(eventOf) })
    return when === 'later' ? {} : answer(batch, how)
  }
  return {
    transport: Object.assign(transport, { destination }),
    sent,
    held,
    events: () => sent.flatMap(({ events }) => events),
  }
}

function eventOf({ decoded }: ReturnType<typeof decodeBatch>['events'][number]): Event {
  if (decoded.status === 'event') return decoded.event
  throw new Error(`The client sent what is no event: ${JSON.stringify(decoded)}`)
}
