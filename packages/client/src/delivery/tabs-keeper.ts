/**
 * Keeps what waits for the collector beyond the page: writes it to a buffer, notes it in localStorage when the page may
 * end, takes over what ended pages left, and agrees with the other tabs. None of it is needed for events to be counted
 * once: that is what their numbers are for.
 */
import { attempt } from '../attempt.js'
import { longestAgreedPauseMs, lookForLeftMs, rollCallMs, rowsAtOnce } from '../limits.js'
import type { Buffer } from './buffer.js'
import type { Host, Keeper, Pause } from './keeper.js'
import { nextBatch } from './next-batch.js'
import { overflow } from './overflow.js'
import type { WaitingRow } from './waiting-row.js'

/** @param name of what the tabs share; pages with another destination share nothing with them */
export const tabsKeeper = (buffer: Buffer, name: string, { onProblem, wake, deny, adopt, giveUp }: Host): Keeper => {
  let mine = ''
  let alive = new Set<string>()
  let unkept: readonly WaitingRow[] = [] // Nobody knows yet that the buffer has them.
  const underWay = new WeakSet<WaitingRow>() // To the buffer, or there.
  let agreed: Pause = [0, 0]
  let mayTakeOver = false
  let active = false
  let isWarm = false // The buffer has answered.
  let isSpare = false // The note holds nothing but what the buffer does not have yet.
  let trace: string | undefined // Of what the tabs have agreed on.
  let channel: BroadcastChannel | undefined
  let watch: ReturnType<typeof setInterval> | undefined

  const failed = (cause: unknown): readonly WaitingRow[] => {
    isWarm = false
    onProblem({ kind: 'buffer', cause })
    return []
  }

  /** In localStorage: the name itself, for the pause, and with the id of a page's stream behind it, for what that page noted. */
  const keys = () => attempt(() => Object.keys(localStorage).filter((key) => `${key} `.startsWith(`${name} `))) ?? []

  /** Whether consent was withdrawn while the page did not listen: a denial leaves nothing. */
  const isErased = () => !channel && trace && !attempt(() => localStorage[name])

  /** From now on the page hears what the others say. */
  const appear = () => {
    if (!active || channel) return
    if (isErased()) return deny()
    channel = attempt(() => new BroadcastChannel(name))
    if (!channel) return
    channel.onmessage = ({ data: [stream, word] }) => {
      alive.add(stream)
      if (word === 'who') tell()
      if (word === 'denied') deny()
      if (word !== 'left') return
      alive.delete(stream)
      look()
    }
    tell()
  }
  /** Without a word only that this page is there. */
  const tell = (word?: 'who' | 'left' | 'denied') => channel?.postMessage([mine, word])

  /** A page in the back/forward cache must not listen. */
  const disappear = (word: 'left' | 'denied') => {
    tell(word)
    channel?.close()
    channel = undefined
  }

  const look = () => {
    mayTakeOver = true
    wake()
  }

  const write = (gone: readonly WaitingRow[], came: readonly WaitingRow[]) => {
    if (isErased()) return
    unkept = unkept.filter((row) => !gone.includes(row))
    // What is under way is not written again with each event: a slow buffer would fall behind for good.
    const rows = [...unkept.filter((row) => !underWay.has(row)), ...came]
    unkept = [...unkept, ...came]
    if (!isWarm) {
      leave(unkept) // A database that opens or fails takes its time, and a tab may crash meanwhile.
      isSpare = true
    }
    if (!gone[0] && !rows[0]) return
    for (const row of rows) underWay.add(row)
    buffer.replace(gone, rows).then(
      () => {
        isWarm = true
        unkept = unkept.filter((row) => !rows.includes(row))
        if (isSpare && !unkept[0]) leave([])
      },
      (cause) => {
        for (const row of rows) underWay.delete(row)
        failed(cause)
      },
    )
  }

  /** Notes the newest, at once. */
  const leave = (rows: readonly WaitingRow[]) => {
    const newest = nextBatch([...rows].reverse(), rows.length)
    isSpare = false
    attempt(() => {
      if (newest[0]) localStorage[`${name} ${mine}`] = JSON.stringify(newest)
      else delete localStorage[`${name} ${mine}`]
    })
  }

  const tidy = async () => {
    look()
    write([], []) // What could not be written before.
    const gone = overflow([...unkept, ...(await buffer.list().catch(failed))], Date.now())
    if (gone[0]) giveUp(gone, 'overflow')
  }

  const takeOver: Keeper['takeOver'] = async (deliver) => {
    if (!mayTakeOver) return
    mayTakeOver = false
    const take = (last?: WaitingRow) => buffer.take(rowsAtOnce, last).catch(failed)
    const isLeft = (stream: string) => !alive.has(stream)
    const notes = () => keys().filter((key) => isLeft(key.slice(name.length + 1)))
    alive = new Set(['', mine])
    if (!notes()[0] && !(await take()).some((row) => isLeft(row.stream))) return
    // Whoever lives sends its rows itself, and the first of them what is left. Who hangs, or is frozen, does not answer.
    const asked = channel
    tell('who')
    await new Promise((resolve) => setTimeout(resolve, rollCallMs))
    if (asked !== channel || [...alive].sort()[1] !== mine) return
    for (const key of notes()) {
      attempt(() => adopt(JSON.parse(localStorage[key])))
      delete localStorage[key]
    }
    let rows: readonly WaitingRow[] = []
    do {
      mayTakeOver = !(await deliver(rows.filter((row) => isLeft(row.stream))))
      rows = mayTakeOver ? [] : await take(rows.at(-1))
    } while (rows[0])
  }

  const pause: Keeper['pause'] = (next) => {
    agreed = next ?? agreed
    attempt(() => {
      if (next && !isErased()) localStorage[name] = next
    })
    const [attempts, until]: Pause = attempt(() => localStorage[name].split(',').map(Number)) ?? agreed
    return [attempts || 0, until < Date.now() + longestAgreedPauseMs ? until : 0]
  }

  for (const type of ['pagehide', 'freeze']) addEventListener(type, () => disappear('left'), true)
  for (const type of ['pageshow', 'resume']) addEventListener(type, appear, true)

  return {
    replace: write,
    leave,
    takeOver,
    pause,
    run(on, forget, stream) {
      if (forget) {
        unkept = []
        buffer.clear().catch(failed)
        for (const key of keys()) delete localStorage[key]
        channel ??= attempt(() => new BroadcastChannel(name)) // Also a page that never wrote may be the first to know.
      }
      disappear(forget ? 'denied' : 'left')
      active = on
      mine = stream
      trace = undefined
      appear()
      clearInterval(watch)
      if (!on) return
      watch = setInterval(tidy, lookForLeftMs)
      pause(pause())
      trace = attempt(() => localStorage[name]) // A denial would erase it.
      tidy()
    },
  }
}
