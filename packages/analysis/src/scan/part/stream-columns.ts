/**
 * What is known of each stream as columns of a part, and back.
 */
import type { Range, RangeSet } from '@heddle/events'
import { doubles, indexes } from '../column.js'
import { createDictionary } from '../dictionary.js'
import { getOrAdd } from '../get-or-add.js'
import type { StreamFacts, Streams } from '../streams.js'
import { columnsIn } from './columns.js'
import type { Container } from './container.js'
import type { Numbers } from './numbers.js'

/** One row for each stream. Nearly all have one range of numbers, from 1 on. */
export function packStreams(
  streams: Streams,
  numbers: Map<string, Numbers>,
  texts: Map<string, Iterable<string>>,
): void {
  const [senders, reasons] = [createDictionary(), createDictionary()]
  const facts = {
    offset: doubles(),
    latest: doubles(),
    ...{ copies: doubles(), stated: doubles(), leftOut: doubles() },
    ...{ browser: indexes(), client: indexes() },
    /** 1 to this number have arrived. */
    upTo: doubles(),
  }
  const beyond = { stream: indexes(), from: doubles(), to: doubles() }
  const drops = { stream: indexes(), reason: indexes(), from: doubles(), to: doubles() }
  const sender = (text: string | undefined) => (text === undefined ? 0 : senders.number(text) + 1)
  const addRange = (table: typeof beyond, stream: number, from: number, to: number) => {
    table.stream.push(stream)
    table.from.push(from)
    table.to.push(to)
  }
  for (let stream = 0; stream < streams.size; stream++) {
    const { offset, latest, copies, stated, leftOut, browser, client, arrived, drops: byReason } = streams.facts(stream)
    facts.offset.push(offset)
    facts.latest.push(latest)
    facts.copies.push(copies)
    facts.stated.push(stated)
    facts.leftOut.push(leftOut)
    facts.browser.push(sender(browser))
    facts.client.push(sender(client))
    const first = arrived[0]
    const isUnbroken = first?.[0] === 1
    facts.upTo.push(isUnbroken ? first[1] : 0)
    for (const [from, to] of isUnbroken ? arrived.slice(1) : arrived) addRange(beyond, stream, from, to)
    for (const [reason, ranges] of byReason) {
      for (const [from, to] of ranges) {
        addRange(drops, stream, from, to)
        drops.reason.push(reasons.number(reason))
      }
    }
  }
  const tables = { stream: facts, beyond, drops }
  for (const [prefix, table] of Object.entries(tables)) {
    for (const [name, column] of Object.entries(table)) numbers.set(`${prefix} ${name}`, column)
  }
  texts.set(
    'streams',
    Array.from({ length: streams.size }, (_, stream) => streams.name(stream)),
  )
  texts.set('senders', senders.texts())
  texts.set('reasons', reasons.texts())
}

/** Each stream of the part, by its number there. */
export function eachStream(
  part: Container<unknown>,
  onStream: (name: string, facts: StreamFacts, stream: number) => void,
): void {
  const senders = part.texts('senders')
  const facts = columnsIn(part, 'stream', [
    'offset',
    'latest',
    'copies',
    'stated',
    'leftOut',
    'browser',
    'client',
    'upTo',
  ])
  const beyond = beyondIn(part)
  const drops = dropsIn(part)
  for (const [stream, name] of part.texts('streams').entries()) {
    const upTo = facts.upTo.at(stream)
    const rest = beyond.get(stream) ?? []
    const read: StreamFacts = {
      offset: facts.offset.at(stream),
      latest: facts.latest.at(stream),
      copies: facts.copies.at(stream),
      stated: facts.stated.at(stream),
      leftOut: facts.leftOut.at(stream),
      browser: senders[facts.browser.at(stream) - 1],
      client: senders[facts.client.at(stream) - 1],
      arrived: upTo === 0 ? rest : [[1, upTo], ...rest],
      drops: drops.get(stream) ?? none,
    }
    onStream(name, read, stream)
  }
}

const none: StreamFacts['drops'] = new Map()

/** Ranges after the first gap, by stream. */
function beyondIn(part: Container<unknown>): ReadonlyMap<number, RangeSet> {
  const { stream, from, to } = columnsIn(part, 'beyond', ['stream', 'from', 'to'])
  const byStream = new Map<number, Range[]>()
  for (let row = 0; row < stream.length; row++) {
    getOrAdd(byStream, stream.at(row), () => []).push([from.at(row), to.at(row)])
  }
  return byStream
}

function dropsIn(part: Container<unknown>): ReadonlyMap<number, StreamFacts['drops']> {
  const reasons = part.texts('reasons')
  const { stream, reason, from, to } = columnsIn(part, 'drops', ['stream', 'reason', 'from', 'to'])
  const byStream = new Map<number, Map<string, Range[]>>()
  for (let row = 0; row < stream.length; row++) {
    const byReason = getOrAdd(byStream, stream.at(row), () => new Map<string, Range[]>())
    getOrAdd(byReason, reasons[reason.at(row)] ?? '', () => []).push([from.at(row), to.at(row)])
  }
  return byStream
}
