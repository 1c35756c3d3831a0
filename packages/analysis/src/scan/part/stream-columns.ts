/**
 * What is known of each stream as columns of a part, and back.
 */
import { addRange, type Range, type RangeSet } from '@heddle/events'
import { column, type Values } from '../column.js'
import type { StreamFacts, Streams } from '../streams.js'
import { columnsIn } from './columns.js'
import type { Container } from './container.js'

/** What streams say besides numbers. */
export interface StreamHead {
  /** When the last event was received; undefined where there is none. */
  readonly end?: number
  /** Browsers and clients. */
  readonly senders: readonly string[]
  /** Why events were dropped. */
  readonly reasons: readonly string[]
}

const factNames = ['offset', 'visitor', 'stated', 'leftOut', 'browser', 'client', 'upTo'] as const

/** One row for each stream. Nearly all have one range of numbers, from 1 on; what else there is has rows of its own. */
export function packStreams(streams: Streams, numbers: Map<string, Values>): StreamHead {
  const [senders, reasons] = [new Map<string, number>(), new Map<string, number>()]
  const table = <Name extends string>(prefix: string, names: readonly Name[]) => {
    const columns = new Map(names.map((name) => [name, column()]))
    for (const [name, one] of columns) numbers.set(`${prefix} ${name}`, one)
    return (row: { readonly [Each in Name]: number }) => {
      for (const [name, one] of columns) one.push(row[name])
    }
  }
  const addFacts = table('stream', factNames)
  const addBeyond = table('beyond', ['stream', 'from', 'to'])
  const addDrop = table('drops', ['stream', 'reason', 'from', 'to'])
  for (let stream = 0; stream < streams.size; stream++) {
    const { offset, visitor, stated, leftOut, browser, client, arrived, drops } = streams.facts(stream)
    const isUnbroken = arrived[0]?.[0] === 1
    addFacts({
      ...{ offset, stated, leftOut, visitor: visitor + 1 },
      browser: browser === undefined ? 0 : placeOf(senders, browser) + 1,
      client: client === undefined ? 0 : placeOf(senders, client) + 1,
      upTo: isUnbroken ? (arrived[0]?.[1] ?? 0) : 0,
    })
    for (const [from, to] of isUnbroken ? arrived.slice(1) : arrived) addBeyond({ stream, from, to })
    for (const [text, ranges] of drops) {
      const reason = placeOf(reasons, text)
      for (const [from, to] of ranges) addDrop({ stream, reason, from, to })
    }
  }
  const end = streams.end()
  return { senders: [...senders.keys()], reasons: [...reasons.keys()], ...(Number.isFinite(end) ? { end } : {}) }
}

/** Each stream of the part, by its number there; the facts name visitors by their numbers there, too. */
export function eachStream(part: Container<StreamHead>, onStream: (stream: number, facts: StreamFacts) => void): void {
  const { senders } = part.head
  const facts = columnsIn(part, 'stream', factNames)
  const beyond = beyondIn(part)
  const drops = dropsIn(part)
  for (let stream = 0; stream < facts.offset.length; stream++) {
    const upTo = facts.upTo.at(stream)
    const rest = beyond.get(stream) ?? []
    onStream(stream, {
      offset: facts.offset.at(stream),
      visitor: facts.visitor.at(stream) - 1,
      stated: facts.stated.at(stream),
      leftOut: facts.leftOut.at(stream),
      browser: senders[facts.browser.at(stream) - 1],
      client: senders[facts.client.at(stream) - 1],
      arrived: upTo === 0 ? rest : [[1, upTo], ...rest],
      drops: drops.get(stream) ?? none,
    })
  }
}

const none: StreamFacts['drops'] = new Map()

/** Ranges after the first gap, by stream. */
function beyondIn(part: Container<unknown>): ReadonlyMap<number, readonly Range[]> {
  const { stream, from, to } = columnsIn(part, 'beyond', ['stream', 'from', 'to'])
  const byStream = new Map<number, Range[]>()
  for (let row = 0; row < stream.length; row++) {
    const range: Range = [from.at(row), to.at(row)]
    const ranges = byStream.get(stream.at(row))
    if (ranges) ranges.push(range)
    else byStream.set(stream.at(row), [range])
  }
  return byStream
}

function dropsIn(part: Container<StreamHead>): ReadonlyMap<number, StreamFacts['drops']> {
  const { reasons } = part.head
  const { stream, reason, from, to } = columnsIn(part, 'drops', ['stream', 'reason', 'from', 'to'])
  const byStream = new Map<number, Map<string, RangeSet>>()
  for (let row = 0; row < stream.length; row++) {
    const text = reasons[reason.at(row)] ?? ''
    const byReason = byStream.get(stream.at(row)) ?? new Map<string, RangeSet>()
    byStream.set(stream.at(row), byReason.set(text, addRange(byReason.get(text) ?? [], from.at(row), to.at(row))))
  }
  return byStream
}

/** The text's place in the order of first sight. */
function placeOf(places: Map<string, number>, text: string): number {
  const found = places.get(text)
  if (found !== undefined) return found
  places.set(text, places.size)
  return places.size - 1
}
