/**
 * Reads what is open into tables by the days of receipt: all of it, some days, or each day by itself. One reading each.
 */
import { addTable, createLogTable, type LogTable, readInto, type SplitLog, splitLog } from '@heddle/analysis'
import type { Feed } from './feed.js'
import type { Days } from './messages.js'

const dayMs = 86_400_000

/** Everything a view may ask for. */
const kept = { visits: true } as const

/** The whole log, which may grow. */
export interface Whole {
  readonly table: LogTable
  /** Those on which anything was received, in order. */
  days(): readonly string[]
  /** Adds what has come to the last file. */
  add(feed: Feed): Promise<void>
}

export async function readWhole(feed: Feed): Promise<Whole> {
  const days = new Set<number>()
  let last = Number.NaN
  const log = splitLog((at) => {
    if (at !== undefined && dayNumber(at) !== last) {
      last = dayNumber(at)
      days.add(last)
    }
    return 'all'
  }, kept)
  let lines = await readAll(feed, log)
  return {
    table: tableIn(log, 'all'),
    days: () =>
      [...days]
        .filter(hasName)
        .sort((a, b) => a - b)
        .map(nameOf),
    add: async (more) => {
      for (const source of await more()) lines += await readInto(log, { ...source, firstLine: lines + 1 })
    },
  }
}

/** Only what was received on the days. A line that cannot be read was received on no day. */
export async function readDays(feed: Feed, days: Days, signal?: AbortSignal): Promise<LogTable> {
  const isWanted = within(days)
  const log = splitLog((at) => (at !== undefined && isWanted(at) ? 'wanted' : undefined), kept)
  await readAll(feed, log, signal)
  return tableIn(log, 'wanted')
}

/**
 * The log as it was at the end of each of the days, one after the other: the same table, which grows.
 *
 * @param onEvening is to use the table before it returns
 * @throws the signal's reason
 */
export async function eachEvening(
  feed: Feed,
  days: Days,
  onEvening: (day: string, table: LogTable) => void,
  signal?: AbortSignal,
): Promise<void> {
  const isWanted = within(days)
  const log = splitLog((at) => (at !== undefined && isWanted(at) ? dayNumber(at) : undefined), kept)
  await readAll(feed, log, signal)
  const table = createLogTable(kept)
  // Most logs are in the order of receipt, but several files need not be.
  for (const [day, own] of [...log.tables].filter(([number]) => hasName(number)).sort(([a], [b]) => a - b)) {
    await nextTask()
    signal?.throwIfAborted()
    addTable(table, own)
    onEvening(nameOf(day), table)
  }
}

/** @returns how many lines the last file has */
async function readAll<Key>(feed: Feed, log: SplitLog<Key>, signal?: AbortSignal): Promise<number> {
  let lines = 0
  for (const source of await feed(signal)) lines = await readInto(log, source)
  return lines
}

/** Measuring takes a while each evening: whoever wants to end it must be heard in between. */
const nextTask = () => new Promise((resolve) => setTimeout(resolve))

const tableIn = <Key>({ tables }: SplitLog<Key>, key: Key): LogTable => tables.get(key) ?? createLogTable(kept)

const dayNumber = (receivedAt: number) => Math.floor(receivedAt / dayMs)

/** A clock may be so wrong that no calendar has its day. */
const hasName = (day: number) => !Number.isNaN(new Date(day * dayMs).valueOf())

const nameOf = (day: number) => new Date(day * dayMs).toISOString().slice(0, 10)

/** By the moment of receipt; both days are included. */
function within({ from, to }: Days): (receivedAt: number) => boolean {
  const start = from === undefined ? -Infinity : Date.parse(`${from}T00:00:00Z`)
  const end = to === undefined ? Infinity : Date.parse(`${to}T00:00:00Z`) + dayMs
  return (receivedAt) => receivedAt >= start && receivedAt < end
}
