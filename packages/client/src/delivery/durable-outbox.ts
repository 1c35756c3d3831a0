/**
 * Brings events to the collector, also those that earlier pages left: numbers them, closes them into rows, sends batches
 * and acts on the answers. What must outlive the page, or be agreed with other tabs, is the keeper's.
 */
import { encodeRow } from '@heddle/events'
import { clientVersion } from '../client-version.js'
import { calmAfterAttempts, flushAfterMs, maxHeld, never, rowsAtOnce } from '../limits.js'
import type { OpenOutbox } from '../outbox.js'
import { randomId } from '../random-id.js'
import type { Answer, Departure } from '../transport.js'
import { withinTime } from '../within-time.js'
import { backOffMs } from './back-off.js'
import { givenUp } from './given-up.js'
import type { Host, Keeper } from './keeper.js'
import { nextBatch } from './next-batch.js'
import { isSettled } from './settle.js'
import type { WaitingRow } from './waiting-row.js'

/** @param openKeeper opens the keeper of what waits for a destination */
export const durableOutbox =
  (openKeeper: (destination: string, host: Host) => Keeper): OpenOutbox =>
  (transport, who, onProblem, deny) => {
    let stream = randomId()
    let issued = 0
    let fresh: string[] = [] // Numbered and serialised, not yet in a row.
    let waiting: readonly WaitingRow[] = [] // Until they are settled: whatever keeps them may fail.
    let most = rowsAtOnce
    let timer: ReturnType<typeof setTimeout> | undefined
    let sending: Promise<void> | undefined
    let later = new AbortController()
    let heldUntil = 0
    let forgetting = new AbortController()
    let active = false
    let leavesUntil = 0 // What is recorded before this time leaves at once: the page may end before any timer.
    const underWay = new Set<WaitingRow>()

    const replace = (gone: readonly WaitingRow[], came: readonly WaitingRow[]) => {
      const names = new Set(gone.map(nameOf))
      waiting = [...waiting.filter((row) => !names.has(nameOf(row))), ...came]
      keeper.replace(gone, came)
    }

    const giveUp = (rows: readonly WaitingRow[], reason: string) => {
      replace(rows, givenUp(rows, reason, Date.now()))
      onProblem({ kind: 'dropped', reason, dropped: rows.map(rangeOf) })
    }

    /** One row for all events of a task. */
    const close = () => {
      if (!active || !fresh[0]) return
      const json = encodeRow({ stream, ...who() }, fresh)
      const from = issued - fresh.length + 1
      fresh = []
      replace([], [{ stream, from, to: issued, at: Date.now(), bytes: new Blob([json]).size, json }])
    }

    const send = (rows: readonly WaitingRow[], when: Departure['when'], signal: AbortSignal) => {
      // What may have arrived is asked for before it is sent again, where there is time to hear the answer.
      const isAsked = (row: WaitingRow) => when === 'now' && row.sent
      return transport(
        {
          sentAt: Date.now(),
          client: clientVersion,
          streams: [
            { stream, issued },
            ...rows.flatMap(({ stream, from, to, reason }) =>
              reason ? { stream, issued: to, dropped: [[from, to, reason] as const] } : [],
            ),
          ],
          rows: rows.filter((row) => row.json && !isAsked(row)),
          ask: rows.filter(isAsked).map(rangeOf),
        },
        { when, signal },
      )
    }

    const pause = (attempts: number, ms: number) => keeper.pause([attempts, ms && Date.now() + ms])

    /** @returns whether the next attempt may follow at once */
    const attempt = async (rows: readonly WaitingRow[], when: Departure['when']): Promise<boolean> => {
      const { signal } = forgetting
      const isQuestion = rows.some((row) => row.sent)
      const [before] = keeper.pause()
      // It counts as failed before anybody hears of it: perhaps nobody will, and the other tabs wait meanwhile.
      if (before) pause(before + 1, backOffMs(before + 1, Math.random()))
      const answer = send(rows, when, withinTime(signal))
      for (const row of rows) {
        row.sent = true
        underWay.add(row)
      }
      const { settled, refused, afterMs = 0, problem }: Answer = await answer.catch(() => ({}))
      for (const row of rows) {
        underWay.delete(row)
        if (settled || refused) row.sent = false
      }
      if (signal.aborted) return false
      if (problem) onProblem(problem)
      const done = rows.filter((row) => isSettled(row, settled))
      if (done[0]) replace(done, [])
      if (!active) return false // Who is closed writes nothing more: the next page may be told not to.
      let attempts = 0
      let pauseMs = afterMs
      if (done[0]) most = rowsAtOnce
      else if (refused && rows.some(({ json }) => json)) {
        most = rows.length >> 1
        if (!most) giveUp(rows, 'refused')
      } else if (!settled || !isQuestion) {
        // Fewer at once, and behind the others: a row that nobody takes must not hold them up.
        most = rows.length >> 1
        for (const row of rows) row.tries = triesOf(row) + 1
        keeper.replace([], rows)
        attempts = before + 1
        if (attempts === calmAfterAttempts) onProblem({ kind: 'unreachable', attempts })
        pauseMs = Math.max(afterMs, backOffMs(attempts, Math.random()))
      }
      pause(attempts, pauseMs)
      if (!pauseMs) return active
      stop() // An event that comes meanwhile does not shorten the wait.
      schedule(pauseMs)
      return false
    }

    const drain = async (): Promise<boolean> => {
      for (;;) {
        const rows = resting().sort((a, b) => triesOf(a) - triesOf(b))
        if (!active || !rows[0]) return active
        if (!(await attempt(nextBatch(rows, most), 'now'))) return false
      }
    }

    const sendAll = async () => {
      const { signal } = forgetting
      try {
        if (!(await drain())) return
        await keeper.takeOver(async (left) => {
          if (signal.aborted) return false // What was read before a denial is not sent after it.
          waiting = [...left, ...waiting]
          const goesOn = await drain()
          waiting = waiting.filter((row) => !left.includes(row))
          return goesOn
        })
      } finally {
        sending = undefined
        if (waiting[0]) schedule()
      }
    }

    const stop = () => {
      clearTimeout(timer)
      timer = undefined
      later.abort()
      heldUntil = 0
    }

    const flush = () => {
      stop()
      close()
      sending ??= sendAll()
      return sending
    }

    const schedule = (ms = flushAfterMs) => {
      if (active) timer ??= setTimeout(onTime, ms)
      hold()
    }

    /** Should the page end without a word, the browser sends what waits: renewed at most once in the time of a flush. */
    const hold = () => {
      const rows = newest()
      if (!active || !rows[0] || Date.now() < heldUntil) return
      heldUntil = Date.now() + flushAfterMs
      later.abort()
      later = new AbortController()
      send(rows, 'later', later.signal)
    }

    const onTime = () => {
      stop()
      const restMs = keeper.pause()[1] - Date.now()
      if (restMs > 0) schedule(restMs)
      else flush()
    }

    const resting = () => waiting.filter((row) => !underWay.has(row))

    /** As much as fits of what is not under way, the latest first: it says how far the stream has counted. */
    const newest = () => nextBatch(resting().reverse(), rowsAtOnce)

    const leave = () => {
      close()
      if (!active) return
      later.abort() // Also where nothing may be sent now.
      const rows = newest()
      const [attempts, until] = keeper.pause()
      if (rows[0] && (attempts < calmAfterAttempts || until <= Date.now())) {
        stop()
        attempt(rows, 'leaving').then(() => waiting[0] && schedule())
      }
      keeper.leave(waiting)
    }

    const onChange = () => {
      close()
      if (Date.now() < leavesUntil) leave()
      if (waiting[0]) schedule()
    }

    const keeper = openKeeper(transport.destination ?? '', {
      onProblem,
      deny,
      giveUp,
      wake: schedule,
      adopt: (rows) => replace([], rows),
    })

    addEventListener('visibilitychange', () => {
      leavesUntil = document.hidden ? Date.now() + flushAfterMs : 0
      if (leavesUntil) leave()
      else schedule()
    })
    addEventListener('pagehide', () => {
      leavesUntil = never
      leave()
    })
    addEventListener('online', flush)

    return {
      add(saying) {
        if (!active && fresh.length >= maxHeld) return
        try {
          fresh.push(JSON.stringify({ ...saying, seq: issued + 1, at: Date.now(), page: location.pathname }))
          issued++
          queueMicrotask(onChange)
        } catch (cause) {
          onProblem({ kind: 'event', cause })
        }
      },
      run(on, forget) {
        active = on
        stop()
        if (forget) {
          forgetting.abort()
          forgetting = new AbortController()
          stream = randomId()
          issued = 0
          fresh = []
          waiting = []
        }
        keeper.run(on, forget, stream)
        onChange()
      },
      flush,
      leave,
      diagnostics() {
        const [attempts, pausedUntil] = keeper.pause()
        return { active, stream, issued, waiting: waiting.length, attempts, pausedUntil }
      },
    }
  }

const triesOf = ({ tries = 0 }: WaitingRow) => tries
const nameOf = ({ stream, from }: WaitingRow) => stream + from
const rangeOf = ({ stream, from, to }: WaitingRow) => [stream, from, to] as const
