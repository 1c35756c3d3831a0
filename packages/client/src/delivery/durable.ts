/**
 * Brings events to the collector by way of a buffer, also those that earlier documents left: numbers them, writes them to
 * the buffer, sends batches, and removes what is settled. The shell around the pure parts `next-batch`, `settle` and
 * `back-off`. Whatever must outlive a page, or be agreed with other tabs, belongs here and never in `outbox`.
 */
import { encodeRow, type StoredRow } from '@heddle/events'
import { backOffMs } from './back-off.js'
import type { Buffer, OpenBuffer } from './buffer.js'
import { flushAfterMs, maxHeld, rowsAtOnce } from './limits.js'
import { nextBatch } from './next-batch.js'
import type { OpenOutbox } from './outbox.js'
import type { Problem } from './problem.js'
import { randomId } from './random-id.js'
import { settledRows } from './settle.js'

/**
 * Makes a place for rows a buffer that a client can be given: it brings the delivery that reads from it.
 *
 * @param open opens the part of the place that waits for one destination
 * @example createClient({ transport, buffer: durable((destination, onProblem) => myStore(destination)) })
 */
export function durable(open: (destination: string, onProblem: (problem: Problem) => void) => Buffer): OpenBuffer {
  const openOutbox: OpenOutbox = (transport, who, onProblem) =>
    durableOutbox(open(transport.destination ?? '', onProblem), transport, who, onProblem)
  return Object.assign((...given: Parameters<typeof open>) => open(...given), { openOutbox })
}

const durableOutbox = (
  buffer: Buffer,
  ...[transport, who, onProblem]: Parameters<OpenOutbox>
): ReturnType<OpenOutbox> => {
  let stream = randomId()
  let issued = 0
  let fresh: string[] = [] // Numbered and serialised, not yet in a row.
  let mine: StoredRow[] = [] // Rows at hand until they are settled: the buffer may fail.
  let beaconed = 0 // The highest number that a beacon has carried.
  let attempts = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let sending: Promise<void> | undefined
  let active = false

  /** Closes the row: one write to the buffer for all events of a task. */
  const write = () => {
    if (!active || !fresh.length) return
    const row = { stream, from: issued - fresh.length + 1, to: issued, json: encodeRow({ stream, ...who() }, fresh) }
    fresh = []
    mine.push(row)
    buffer.put(row)
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
      const earlier = mine.length ? [] : await buffer.take(rowsAtOnce)
      if (!active || stream !== writer) return // Consent may have ended while it was read.
      mine.push(...earlier.filter((row) => row.stream !== stream))
      const rows = nextBatch(mine, rowsAtOnce >> attempts)
      if (!rows.length) return
      const { settled, afterMs = 0, problem } = await transport(batchOf(rows), { leaving: false })
      const done = settledRows(rows, settled)
      mine = mine.filter((row) => !done.includes(row))
      await buffer.remove(done)
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
    run(on, forget) {
      active = on
      if (forget) {
        stream = randomId()
        issued = beaconed = 0
        fresh = []
        mine = []
        buffer.clear()
      }
      onChange()
    },
    flush,
    leave,
  }
}
