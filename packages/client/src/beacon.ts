/**
 * The transport to a Heddle collector. Text without custom headers, so that no preflight stands between a leaving page
 * and its events.
 */
import { type Acknowledgement, encodeBatch, type Refusal } from '@heddle/events'
import { compressFromChars, keepAliveUpToChars, longestKeepAliveChars } from './limits.js'
import type { Transport } from './transport.js'

/**
 * @param destination URL of the collector, on the same origin or another
 * @returns a transport that settles only what a complete answer names: an empty 200 or a portal's page settles nothing
 */
export function beacon(destination: string): Transport {
  let isCrowded = false
  const transport: Transport = async (batch, { when, signal }) => {
    const isNow = when === 'now'
    const send = when === 'later' ? (globalThis as Later).fetchLater : fetch
    if (!send) return {}
    try {
      const text = encodeBatch(batch)
      // A page has 64 KiB of requests that may outlive it, for all its scripts: a backlog takes none of them.
      const keepalive = isNow ? !isCrowded && text.length < keepAliveUpToChars : text.length < longestKeepAliveChars
      const request: RequestInit = { method: 'POST', body: text, keepalive, signal }
      if (isNow && text.length > compressFromChars && globalThis.CompressionStream) {
        request.body = await new Response(new Response(text).body?.pipeThrough(new CompressionStream('gzip'))).blob()
      }
      // What is held for later has no answer, and fails to be read like any other that is none.
      const response = (await send(destination, request)) as Response
      if (response.status === 413) return { refused: true }
      const { acks, rejected = [], retryAfterMs = 0, error }: Partial<Acknowledgement & Refusal> = await response.json()
      return {
        // Taken apart here, so that what is no list of ranges fails here.
        settled: acks && [
          ...acks.map(([...ack]) => ack),
          ...rejected.map(([stream, seq]) => [stream, seq, seq] as const),
        ],
        refused: response.status === 400 && !!error,
        afterMs: retryAfterMs | 0, // A timer holds 32 bits: a longer wait would be none. What is no number is 0.
        problem: rejected[0] && { kind: 'rejected', rejected },
      }
    } catch {
      isCrowded = isNow && !isCrowded
      // When a page is left, its requests fail just before it ends, and arrive all the same: they stay under way.
      await new Promise((resolve) => setTimeout(resolve))
      return {}
    }
  }
  return Object.assign(transport, { destination })
}

/** Only Chromium has it: a request that the browser sends when the page has ended, in whatever way. */
type Later = { readonly fetchLater?: (url: string, request: RequestInit) => object }
