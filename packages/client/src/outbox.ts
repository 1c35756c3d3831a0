/**
 * Brings events to the collector from the page's memory. A buffer brings an outbox of its own, which remembers more.
 * Knows nothing of experiments.
 */
import type { Saying, Stamp, StoredRow } from '@heddle/events'
import { eventsAtOnce, flushAfterMs, longestPauseMs, maxHeld, shortestPauseMs } from './limits.js'
import type { Problem } from './problem.js'
import { randomId } from './random-id.js'
import type { Transport } from './transport.js'

export interface Outbox {
  /** Takes an event and stamps it now. Before the start it waits in memory. */
  readonly add: (saying: Saying) => void
  /**
   * Begins to send, or stops, and what waits stays.
   *
   * @param forget everything that waits; what comes later is another stream
   */
  readonly run: (on: boolean, forget: boolean) => void
  /** Sends what waits. Resolves when nothing waits, or when the collector must be left alone for a while. */
  readonly flush: () => Promise<void>
  /** The page may end at any moment: hands the browser what it has not carried yet, and forgets nothing. */
  readonly leave: () => void
}

/** @param who names the visitor and the visit at the time of an event */
export type OpenOutbox = (
  transport: Transport,
  who: () => Pick<Stamp, 'visitor' | 'session'>,
  onProblem: (problem: Problem) => void,
) => Outbox

/** Each event is a row of its own, so that it is settled or sent again alone. */
export const openOutbox: OpenOutbox = (transport, who, onProblem) => {
  let issued = 0
  let beaconed = 0 // The highest number that a beacon has carried.
  let stream = randomId()
  let timer: ReturnType<typeof setTimeout> | undefined
  let sending: Promise<void> | undefined
  let active = false
  let waiting: StoredRow[] = []
  let pauseMs = 0

  const send = (rows: readonly StoredRow[], leaving: boolean) =>
    transport({ sentAt: Date.now(), streams: [{ stream, issued }], rows }, { leaving })

  const flush = () => (sending ??= drain())

  const drain = async () => {
    let failedMs = pauseMs
    pauseMs = 0
    while (active && waiting[0] && !pauseMs) {
      // After a failure one alone, and then behind the others: an event that nobody takes must not hold them up.
      const rows = waiting.splice(0, failedMs ? 1 : eventsAtOnce)
      waiting.push(...rows)
      const { settled = [], afterMs = 0, problem } = await send(rows, false)
      const open = waiting.filter(
        (row) => !settled.some(([of, from, to]) => of === row.stream && row.from >= from && row.from <= to),
      )
      failedMs =
        open.length < waiting.length
          ? 0
          : Math.min(failedMs * 2 + shortestPauseMs * (1 + Math.random()), longestPauseMs)
      waiting = open
      pauseMs = Math.max(afterMs, failedMs)
      if (problem) onProblem(problem)
    }
    clearTimeout(timer) // An event that came meanwhile does not shorten the wait.
    sending = undefined
    timer = pauseMs ? setTimeout(flush, pauseMs) : undefined
  }

  const leave = () => {
    const rows = waiting.filter((row) => row.from > Math.max(beaconed, issued - eventsAtOnce))
    if (!active || !rows[0]) return
    beaconed = issued
    send(rows, true)
  }

  const onChange = () => {
    if (document.hidden) leave()
    if (active) timer ??= setTimeout(flush, flushAfterMs)
  }

  addEventListener('visibilitychange', onChange)

  return {
    add(saying) {
      if (!active && waiting.length >= maxHeld) return
      const event = { ...saying, ...who(), stream, seq: ++issued, at: Date.now(), page: location.pathname }
      waiting.push({ stream, from: issued, to: issued, json: JSON.stringify({ events: [event] }) })
      onChange()
    },
    run(on, forget) {
      if (forget) {
        stream = randomId()
        issued = beaconed = 0
        waiting = []
      }
      active = on
      onChange()
    },
    flush,
    leave,
  }
}
