/**
 * Brings events to the collector: numbers them, writes them to the buffer, sends batches, and removes what is settled.
 * The shell around the pure parts `next-batch`, `settle` and `back-off`. Knows nothing of experiments.
 */
import { encodeRow, type Saying, type Stamp, type StoredRow } from '@heddle/events'
import { backOffMs } from './back-off.js'
import type { Buffer } from './buffer.js'
import { flushAfterMs, maxHeld, rowsAtOnce } from './limits.js'
import { nextBatch } from './next-batch.js'
import type { Problem } from './problem.js'
import { randomId } from './random-id.js'
import { settledRows } from './settle.js'
import type { Transport } from './transport.js'

export interface Outbox {
  /** Takes an event; it is stamped now and written in the next microtask. Before the start it waits in memory. */
  readonly add: (saying: Saying) => void
  /** Begins to write and send, also what earlier documents left; or stops, and what waits stays. */
  readonly run: (on: boolean) => void
  /** Sends what waits. Resolves when nothing waits, or when the collector must be left alone for a while. */
  readonly flush: () => Promise<void>
  /** Forgets everything that waits, here and in the buffer. What comes later is another stream. */
  readonly erase: () => void
  /** Hands what waits to the browser and stops for good. */
  readonly close: () => void
}

/** @param who names the visitor and the visit at the time of writing */
export function createOutbox(
  transport: Transport,
  buffer: Buffer | undefined,
  who: () => Pick<Stamp, 'visitor' | 'session'>,
  onProblem: (problem: Problem) => void,
): Outbox {
  let stream = randomId()
  let issued = 0
  let fresh: string[] = [] // Numbered and serialised, not yet in a row.
  let mine: StoredRow[] = [] // Rows at hand until they are settled: the buffer may fail.
  let beaconed = 0 // The highest number that a beacon has carried.
  let attempts = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let sending: Promise<void> | undefined
  let active = false
  let closed = false

  /** Closes the row: one write to the buffer for all events of a task. */
  const write = () => {
    if (!active || !fresh.length) return
    const row = { stream, from: issued - fresh.length + 1, to: issued, json: encodeRow({ stream, ...who() }, fresh) }
    fresh = []
    mine.push(row)
    buffer?.put(row)
  }

  const schedule = () => {
    if (active) timer ??= setTimeout(flush, flushAfterMs)
  }

  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    write()
    sending ??= drain().finally(() => {
      sending = undefined
    })
    return sending
  }

  const drain = async () => {
    while (active) {
      // This document's rows first, then what earlier ones left.
      const writer = stream
      const earlier = mine.length ? [] : ((await buffer?.take(rowsAtOnce)) ?? [])
      if (!active || stream !== writer) return // Consent may have ended while it was read.
      mine.push(...earlier.filter((row) => row.stream !== stream))
      const rows = nextBatch(mine, rowsAtOnce >> attempts)
      if (!rows.length) return
      const { settled, afterMs = 0, problem } = await transport(batchOf(rows), { leaving: false })
      const done = settledRows(rows, settled)
      mine = mine.filter((row) => !done.includes(row))
      await buffer?.remove(done)
      attempts = done.length ? 0 : attempts + 1
      if (problem) onProblem(problem)
      const pauseMs = Math.max(afterMs, backOffMs(attempts, Math.random()))
      if (pauseMs) {
        // Behind the others, and fewer at once: a row that nobody takes must not hold them up.
        mine.push(...mine.splice(0, rows.length))
        clearTimeout(timer) // An event that comes meanwhile does not shorten the wait.
        timer = setTimeout(flush, pauseMs)
        return
      }
    }
  }

  const batchOf = (rows: readonly StoredRow[]) => ({ sentAt: Date.now(), streams: [{ stream, issued }], rows })

  /** The page may end at any moment: hand the browser what it has not carried yet. Nothing is removed. */
  const leave = () => {
    write()
    const rows = nextBatch(
      mine.filter((row) => row.stream === stream && row.from > beaconed),
      rowsAtOnce,
    )
    const last = rows.at(-1)
    if (!last || !active) return
    beaconed = last.to
    transport(batchOf(rows), { leaving: true })
  }

  const onChange = () => {
    write()
    if (document.hidden) leave()
    schedule()
  }

  addEventListener('visibilitychange', onChange)
  addEventListener('pagehide', leave)

  return {
    add(saying) {
      if (!active && fresh.length >= maxHeld) return
      fresh.push(JSON.stringify({ ...saying, seq: issued + 1, at: Date.now(), page: location.pathname }))
      issued++
      queueMicrotask(onChange)
    },
    run(on) {
      active = !closed && on
      onChange()
    },
    flush,
    erase() {
      stream = randomId()
      issued = beaconed = 0
      fresh = []
      mine = []
      buffer?.clear()
    },
    close() {
      leave()
      active = false
      closed = true
    },
  }
}
