/**
 * Brings events to the collector from the page's memory. A buffer brings an outbox of its own, which remembers more.
 * Knows nothing of experiments.
 */
import type { Saying, Stamp, StoredRow } from '@heddle/events'
import { clientVersion } from './client-version.js'
import { eventsAtOnce, flushAfterMs, longestPauseMs, maxHeld, shortestPauseMs } from './limits.js'
import type { Problem } from './problem.js'
import { randomId } from './random-id.js'
import type { Departure, Transport } from './transport.js'
import { withinTime } from './within-time.js'

export interface Outbox {
  /** Takes an event and stamps it now. Before the start it waits in memory. */
  readonly add: (saying: Saying) => void
  /**
   * Begins to send, or stops, and what waits stays.
   *
   * @param forget everything that waits, and what is under way; what comes later is another stream
   */
  readonly run: (on: boolean, forget: boolean) => void
  /** Sends what waits. Resolves when nothing waits, or when the collector must be left alone for a while. */
  readonly flush: () => Promise<void>
  /** The page may end at any moment: hands the browser what it has not carried yet, and forgets nothing. */
  readonly leave: () => void
  readonly diagnostics: () => Diagnostics
}

/** How the delivery of a page stands. */
export interface Diagnostics {
  /** Whether the client sends: consent is granted, and it is not closed. */
  readonly active: boolean
  /** Id of this document's events. */
  readonly stream: string
  /** Events recorded. */
  readonly issued: number
  /** Rows of events at hand of which the collector has not said that it has them. */
  readonly waiting: number
  /** With a buffer: attempts that failed in a row, in all tabs of the site. */
  readonly attempts?: number
  /** With a buffer: until when the collector is left alone, in ms since the epoch; in the past, or 0: it is not. */
  readonly pausedUntil?: number
}

/**
 * @param who names the visitor and the visit at the time of an event
 * @param deny withdraws consent for the whole client, when another tab says that it was
 */
export type OpenOutbox = (
  transport: Transport,
  who: () => Pick<Stamp, 'visitor' | 'session'>,
  onProblem: (problem: Problem) => void,
  deny: () => void,
) => Outbox

/** Each event is a row of its own, so that it is settled or sent again alone. */
export const openOutbox: OpenOutbox = (transport, who, onProblem) => {
  let issued = 0
  let carried = 0 // The highest number that has left with a page that was about to end.
  let stream = randomId()
  let timer: ReturnType<typeof setTimeout> | undefined
  let sending: Promise<void> | undefined
  let active = false
  let waiting: StoredRow[] = []
  let pauseMs = 0
  let forgetting = new AbortController()

  /** @returns how long to leave the collector alone, and how many events it has taken */
  const send = async (rows: readonly StoredRow[], when: Departure['when']) => {
    const batch = { sentAt: Date.now(), client: clientVersion, streams: [{ stream, issued }], rows }
    const how = { when, signal: withinTime(forgetting.signal) }
    const { settled, afterMs = 0, problem } = await transport(batch, how)
    const before = waiting.length
    waiting = waiting.filter(
      (row) => !settled?.some(([of, from, to]) => of === row.stream && row.from >= from && row.from <= to),
    )
    if (problem) onProblem(problem)
    return { afterMs, taken: before - waiting.length }
  }

  const flush = () => (sending ??= drain())

  const drain = async () => {
    let failedMs = pauseMs
    pauseMs = 0
    while (active && waiting[0] && !pauseMs) {
      // After a failure one alone, and then behind the others: an event that nobody takes must not hold them up.
      const rows = waiting.splice(0, failedMs ? 1 : eventsAtOnce)
      waiting.push(...rows)
      const { afterMs, taken } = await send(rows, 'now')
      failedMs = taken ? 0 : Math.min(failedMs * 2 + shortestPauseMs * (1 + Math.random()), longestPauseMs)
      pauseMs = Math.max(afterMs, failedMs)
    }
    clearTimeout(timer) // An event that came meanwhile does not shorten the wait.
    sending = undefined
    timer = pauseMs ? setTimeout(flush, pauseMs) : undefined
  }

  const leave = () => {
    const rows = waiting.slice(-eventsAtOnce).filter((row) => row.from > carried)
    if (!active || !rows[0]) return
    carried = issued
    send(rows, 'leaving')
  }

  const onChange = () => {
    if (document.hidden) leave()
    if (active) timer ??= setTimeout(flush, flushAfterMs)
  }

  addEventListener('visibilitychange', onChange)

  return {
    add(saying) {
      if (!active && waiting.length >= maxHeld) return
      try {
        const event = { ...saying, ...who(), stream, seq: issued + 1, at: Date.now(), page: location.pathname }
        const json = JSON.stringify({ events: [event] })
        issued++
        waiting.push({ stream, from: issued, to: issued, json })
        onChange()
      } catch (cause) {
        onProblem({ kind: 'event', cause })
      }
    },
    run(on, forget) {
      if (forget) {
        forgetting.abort()
        forgetting = new AbortController()
        stream = randomId()
        issued = carried = 0
        waiting = []
      }
      active = on
      onChange()
    },
    flush,
    leave,
    diagnostics: () => ({ active, stream, issued, waiting: waiting.length }),
  }
}
