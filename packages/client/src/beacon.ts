/**
 * The transport to a Heddle collector: a POST that is answered, and a beacon when the page may end.
 * Text without custom headers, so that no preflight stands between a leaving page and its events.
 */
import { type Acknowledgement, encodeBatch } from '@heddle/events'
import { answerWithinMs } from './limits.js'
import type { Transport } from './transport.js'

/**
 * @param destination URL of the collector, on the same origin or another
 * @returns a transport that settles only what a complete answer names: an empty 200 or a portal's page settles nothing
 */
export function beacon(destination: string): Transport {
  const transport: Transport = async (batch, { leaving }) => {
    const body = encodeBatch(batch)
    if (leaving) {
      navigator.sendBeacon(destination, body) // `true` proves nothing, so nobody looks at it.
      return {}
    }
    try {
      const response = await fetch(destination, { method: 'POST', body, signal: AbortSignal.timeout(answerWithinMs) })
      const { acks = [], rejected = [], retryAfterMs = 0 }: Partial<Acknowledgement> = await response.json()
      return {
        // Taken apart here, so that what is no list of ranges fails here.
        settled: [...acks.map(([...ack]) => ack), ...rejected.map(([stream, seq]) => [stream, seq, seq] as const)],
        afterMs: retryAfterMs | 0, // A timer holds 32 bits: a longer wait would be none. What is no number is 0.
        problem: rejected[0] && { kind: 'rejected', rejected },
      }
    } catch {
      return {}
    }
  }
  return Object.assign(transport, { destination })
}
