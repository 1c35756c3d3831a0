/**
 * A transport that keeps what it is given and answers as it is told; events are read by the collector's own decoder.
 */
import { type Batch, decodeBatch, type Event, encodeBatch, type StreamState } from '@heddle/events'
import type { Answer, Transport } from 'heddle'

export interface Sent {
  readonly leaving: boolean
  readonly streams: readonly StreamState[]
  readonly events: readonly Event[]
}

export interface Recorder {
  readonly transport: Transport
  readonly sent: readonly Sent[]
  /** All events so far, in the order in which they were sent. */
  readonly events: () => readonly Event[]
}

/** Says that everything in the batch is stored. */
export function settleAll({ rows }: Batch): Answer {
  return { settled: rows.map(({ stream, from, to }) => [stream, from, to] as const) }
}

/** Says nothing: as when the network is down. */
export const settleNothing = (): Answer => ({})

export function recorder(
  answer: (batch: Batch) => Answer | Promise<Answer> = settleAll,
  destination = 'https://collector.example',
): Recorder {
  const sent: Sent[] = []
  const transport: Transport = async (batch, { leaving }) => {
    const { streams, events } = decodeBatch(encodeBatch(batch))
    sent.push({ leaving, streams, events: events.map(eventOf) })
    return leaving ? {} : answer(batch)
  }
  return {
    transport: Object.assign(transport, { destination }),
    sent,
    events: () => sent.flatMap(({ events }) => events),
  }
}

function eventOf({ decoded }: ReturnType<typeof decodeBatch>['events'][number]): Event {
  if (decoded.status === 'event') return decoded.event
  throw new Error(`The client sent what is no event: ${JSON.stringify(decoded)}`)
}
