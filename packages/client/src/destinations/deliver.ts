/**
 * The transport to a service that is no Heddle collector: one event of Heddle is one event there. Knows HTTP, and of the
 * services nothing: each brings its form.
 * Such a service names no event in its answer. A request that it took settles the events in it, nothing else does.
 */
import type { Transport } from '../transport.js'
import { eventsOf, idOf, type WholeEvent } from './events-of.js'
import { jsonOf } from './json-of.js'

/** What a service wants to be told, and how. */
export interface Form {
  readonly url: string
  /** Names the account: what waits for one is never sent to another. */
  readonly destination: string
  /** Without them the body is text/plain, and no preflight stands before it. */
  readonly headers?: Readonly<Record<string, string>>
  /** In one request; default 500. */
  readonly maxEvents?: number
  /** Statuses that say of the body, not of the moment, that it will not be taken. */
  readonly refusals: readonly number[]
  readonly encode: (event: WholeEvent, id: string, sentAt: number) => object
  /** The body. `events` is JSON, separated by commas, all of one visitor. */
  readonly wrap: (events: string, visitor: string, sentAt: number) => string
}

/** Of the events in one request. Keepalive requests of a page share 64 KiB; every service takes that at once. */
const maxBytes = 60_000

export function deliver({ url, destination, headers = {}, maxEvents = 500, refusals, encode, wrap }: Form): Transport {
  /** Taken from this page. They are not sent again with those of their row that were not, nor after a tab was hidden. */
  const taken = new Set<string>()

  const transport: Transport = async ({ sentAt, streams, rows }, { when, signal }) => {
    if (when === 'later') return {}
    const keepalive = when === 'leaving'
    const requests: { visitor: string; bytes: number; events: Map<string, string> }[] = []
    const parsed = rows.map(eventsOf)
    let room = maxBytes
    for (const event of parsed.flat()) {
      const id = idOf(event)
      if (taken.has(id)) continue
      const json = jsonOf(encode(event, id, sentAt))
      const bytes = new Blob([json]).size + 1
      room -= bytes
      if (keepalive && room < 0) break
      const { visitor } = event
      const last = requests.at(-1)
      // An event that is larger goes alone: whether it is too large is the service's to say.
      if (last?.visitor === visitor && last.events.size < maxEvents && last.bytes + bytes <= maxBytes) {
        last.bytes += bytes
        last.events.set(id, json)
      } else requests.push({ visitor, bytes, events: new Map([[id, json]]) })
    }

    let refused = false
    let afterMs = 0
    await Promise.all(
      requests.map(async ({ visitor, events }) => {
        try {
          const {
            ok,
            status,
            headers: told,
          } = await fetch(url, {
            method: 'POST',
            headers,
            body: wrap(`${[...events.values()]}`, visitor, sentAt),
            keepalive,
            signal,
            // No cookie and no address goes along, and the page that a portal leads to is no answer.
            credentials: 'omit',
            referrerPolicy: 'no-referrer',
            redirect: 'error',
          })
          if (ok) for (const id of events.keys()) taken.add(id)
          else {
            refused ||= refusals.includes(status)
            // Seconds. A date, and what the service lets no page read, are 0; a timer holds 32 bits.
            afterMs = Math.max(afterMs, (Number(told.get('retry-after')) * 1000) | 0)
          }
        } catch {
          // No answer, or one that no page may read: nothing is known.
        }
      }),
    )

    const settled = [
      // What a page gave up is nothing that this service could be told.
      ...streams.flatMap(({ stream, dropped = [] }) => dropped.map(([from, to]) => [stream, from, to] as const)),
      ...rows
        .filter((_, i) => parsed[i]?.every((event) => taken.has(idOf(event))))
        .map(({ stream, from, to }) => [stream, from, to] as const),
    ]
    return { settled: settled[0] || !requests[0] ? settled : undefined, refused, afterMs }
  }
  return Object.assign(transport, { destination })
}
