/**
 * Makes Heddle's events of another tool's records, by a mapping. Pure but for what it remembers: which ids came, and what
 * could not be mapped. A record that cannot be mapped is counted with its place and reason; nothing in a log is fatal.
 */
import { decodeEvent, type LoggedEvent } from '@heddle/events'
import type { BrokenLine, MappedReport } from '../lift-report.js'
import { hash53 } from './hash.js'
import type { Mapping } from './mapping.js'
import type { Scene } from './path.js'
import { createRule, type Rule } from './rule.js'
import { createStamper, type Stamper } from './stamp.js'
import { createTally } from './tally.js'
import { warningsOf } from './warnings.js'

export interface Mapper {
  /**
   * The events of a record; none where it is not about anything, is a copy, or cannot be mapped.
   *
   * @param line the record's number in its file, 1 for the first
   */
  map(record: unknown, file: string, line: number): readonly LoggedEvent[]
  /** Counts a record that never became JSON. */
  addBroken(line: BrokenLine): void
  /** What was read so far. */
  report(): Omit<MappedReport, 'goals' | 'unfedMetrics'>
}

/** So many records that cannot be mapped are named; beyond that a count says enough. */
const namedBroken = 10

const unknownDelivery =
  'Not known: this log does not number what its pages issue, so what never arrived cannot be told from what never happened.'

type Made =
  | { readonly status: 'event'; readonly event: LoggedEvent }
  | { readonly status: 'copy' }
  | { readonly status: 'broken'; readonly reason: string }

/**
 * Heddle names an event by its stream and its number in it; other tools do not number. So:
 *
 * - The mapping's `id` names a record. A record whose id came before is a copy and left out, whatever else it says: the
 *   first in the order of reading counts. Ids are remembered as numbers of 53 bits, in 16 to 34 bytes each.
 * - The stream is `source:` and a number made of visitor, session and document; the number counts its events in the
 *   order in which they are read. Nothing is ever missing in such a count, so it says nothing of losses: a delivery
 *   report made of it would be a lie, and there is none.
 * - The time is the tool's own: those that can have corrected the visitor's clock already, so no offset is taken from it.
 *   Events of one stream and millisecond keep the order in which they are read.
 *
 * @throws TypeError that repeats a path that cannot be read
 */
export function createMapper(mapping: Mapping): Mapper {
  const rules = mapping.events.map(createRule)
  const stamper = createStamper(mapping)
  const ids = createTally()
  const streams = createTally()
  const broken = { count: 0, first: [] as BrokenLine[] }
  const seen = { records: 0, events: 0, repeated: 0, other: 0 }

  function make(rule: Rule, scene: Scene, key: string): Made {
    const stream = stamper.stream(scene)
    const said = { ...rule.say(scene), ...stamper.stamp(scene), stream: `source:${stream.toString(36)}`, seq: 1 }
    const decoded = decodeEvent(said)
    if (decoded.status !== 'event') {
      const reason = decoded.status === 'rejected' ? decoded.reason : `no event has the type ${rule.type}`
      return { status: 'broken', reason: withSource(reason, rule, stamper) }
    }
    if (ids.add(hash53(key)) > 1) return { status: 'copy' }
    const receivedAt = stamper.receivedAt(scene) ?? decoded.event.at
    return { status: 'event', event: { ...decoded.event, seq: streams.add(stream), sentAt: receivedAt, receivedAt } }
  }

  function makeAll(scene: Scene): readonly Made[] {
    const found = rules.flatMap((rule, index) =>
      rule.scenes(scene).map((inside, element) => ({ rule, inside, place: `${index} ${element}` })),
    )
    if (found.length === 0) return []
    const id = stamper.id(scene)
    return found.map(({ rule, inside, place }) => {
      if (typeof id === 'string') return make(rule, inside, `${place} ${id}`)
      const reason = `id: expected a text, got ${id === undefined ? 'nothing' : String(id)}`
      return { status: 'broken', reason: withSource(reason, rule, stamper) }
    })
  }

  function note({ file, line, reason }: BrokenLine): void {
    broken.count++
    if (broken.first.length < namedBroken) broken.first.push({ file, line, reason })
  }

  return {
    addBroken: (line) => {
      seen.records++
      note(line)
    },
    map: (record, file, line) => {
      const made = makeAll({ record, opened: new Map() })
      const failed = made.find((one) => one.status === 'broken')
      const events = made.flatMap((one) => (one.status === 'event' ? [one.event] : []))
      if (failed) note({ file, line, reason: failed.reason })
      seen.records++
      seen.events += events.length
      seen.repeated += made.filter(({ status }) => status === 'copy').length
      if (made.length === 0) seen.other++
      return events
    },
    report: () => ({
      mapping: mapping.name,
      ...seen,
      broken: { count: broken.count, first: [...broken.first] },
      delivery: { status: 'undefined', reason: unknownDelivery },
      warnings: warningsOf(seen.records, rules, [...stamper.takes.values()]),
    }),
  }
}

/** A reason begins with the field; what it is taken from is what the writer of a mapping knows. */
function withSource(reason: string, rule: Rule, stamper: Stamper): string {
  const [, field = ''] = /^(\w+):/.exec(reason) ?? []
  const from = (rule.takes.get(field) ?? stamper.takes.get(field))?.from ?? ''
  return from === '' ? reason : `${reason}; the mapping takes it from ${from}`
}
