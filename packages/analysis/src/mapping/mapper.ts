/**
 * Makes Heddle's events of another tool's records, by a mapping. Pure but for what it remembers: which ids came, and what
 * could not be mapped. A record that cannot be mapped is counted with its place and reason; nothing in a log is fatal.
 */
import { decodeEvent, type LoggedEvent, shown } from '@heddle/events'
import type { BrokenLine, MappedReport } from '../lift-report.js'
import { hash53 } from './hash.js'
import type { Mapping } from './mapping.js'
import type { Scene } from './path.js'
import { createRule, type Rule } from './rule.js'
import { createStamper, type Stamp, type Stamper } from './stamp.js'
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
  | { readonly status: 'event'; readonly event: LoggedEvent; readonly stream: number }
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

  function make(rule: Rule, scene: Scene, { stream, fields, receivedAt }: Stamp): Made {
    const received = receivedAt ?? fields.at
    const decoded = decodeEvent({
      ...rule.say(scene),
      ...fields,
      ...{ stream: `source:${stream.toString(36)}`, seq: 1, sentAt: received, receivedAt: received },
    })
    // The cast is the one place where a mapped event becomes typed: what it was received at is its own time, or a number.
    if (decoded.status === 'event') return { status: 'event', event: decoded.event as LoggedEvent, stream }
    const reason = decoded.status === 'rejected' ? decoded.reason : `no event has the type ${rule.type}`
    return { status: 'broken', reason: withSource(reason, rule, stamper) }
  }

  function makeAll(scene: Scene): { readonly id: unknown; readonly made: readonly Made[] } | undefined {
    let stamp: Stamp | undefined
    const made: Made[] = []
    for (const rule of rules) {
      for (const inside of rule.scenes(scene)) {
        stamp ??= stamper.read(scene)
        if (typeof stamp.id === 'string') made.push(make(rule, inside, stamp))
        else made.push({ status: 'broken', reason: withSource(noId(stamp.id), rule, stamper) })
      }
    }
    return stamp && { id: stamp.id, made }
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
      seen.records++
      const found = makeAll({ record, opened: new Map() })
      if (!found) {
        seen.other++
        return []
      }
      const failed = found.made.find((one) => one.status === 'broken')
      if (failed) note({ file, line, reason: failed.reason })
      const made = found.made.filter((one) => one.status === 'event')
      // Only a record that could be mapped makes others copies of it.
      if (made.length > 0 && ids.add(hash53(String(found.id))) > 1) {
        seen.repeated += made.length
        return []
      }
      seen.events += made.length
      return made.map(({ event, stream }) => ({ ...event, seq: streams.add(stream) }))
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

const noId = (id: unknown) => `id: expected a text, got ${shown(id)}`

/** A reason begins with the field; what it is taken from is what the writer of a mapping knows. */
function withSource(reason: string, rule: Rule, stamper: Stamper): string {
  const [, field = ''] = /^(\w+):/.exec(reason) ?? []
  const from = (rule.takes.get(field) ?? stamper.takes.get(field))?.from ?? ''
  return from === '' ? reason : `${reason}; the mapping takes it from ${from}`
}
