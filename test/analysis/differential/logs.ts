/**
 * Logs for engines to disagree on: several random logs of a few days in one, with names that break careless code, clocks a
 * year off, more values of an attribute than are told apart, and lines that are none.
 */
import type { Ledger, LoggedEvent } from '@heddle/events'
import fc from 'fast-check'
import { logs, stretched } from '../random-log.js'
import { attribute } from './cases.js'

type Entry = LoggedEvent | Ledger

export interface HostileLog {
  readonly entries: readonly Entry[]
  /** Those of the entries among others that are broken, or empty. */
  readonly lines: readonly string[]
  /** Whether any exposure has the attribute. */
  readonly hasAttribute: boolean
}

/** Beside each other in an order by characters, by code units or by bytes, not all of them alike. */
const endings = [
  '',
  ' ',
  "'; DROP TABLE events; --",
  '"',
  '\\',
  '\t',
  '\n',
  '%_',
  '\u{1f600}',
  '\ufb01',
  'Ä',
  'A\u0308',
  '0',
  '\u2028',
]

const hour = 3_600_000
const year = 365 * 24 * hour
const november2023 = 1_700_000_000_000

const parts = fc.record({
  log: logs,
  ending: fc.constantFrom(...endings),
  /** Of some visitors' clocks. */
  clock: fc.constantFrom(0, 0, 0, -year, year),
  /** When it happened, after the first. */
  later: fc.integer({ min: 0, max: 240 }).map((hours) => hours * hour),
  /** How many languages its visitors have; none where exposures keep the attributes they have. */
  languages: fc.constantFrom(0, 0, 2, 30),
})

const broken = [
  '',
  '  ',
  'no JSON',
  '{"type":"exposure"',
  '[]',
  'null',
  '{"type":"goal"}',
  '{"sentAt":1,"receivedAt":2}',
]
/** More languages than are told apart, most of them of one visitor, so that their order decides which are. */
function crowd(languages: number): readonly Entry[] {
  const at = november2023 + 30 * hour
  return Array.from({ length: languages }, (_, index): readonly Entry[] => {
    const stamp = {
      ...{ stream: `crowd ${index}`, visitor: `one of ${index}`, session: '1', page: '/', at: at + index },
      ...{ sentAt: at + 100, receivedAt: at + 100 + index },
    }
    const language = index === 3 ? '(other)' : `l${index}${endings[index % endings.length]}`
    const attributes = index === 5 ? {} : { [attribute]: language }
    const variant = index % 2 === 0 ? 'control' : '2'
    const exposure = { type: 'exposure', experiment: 'tabs', variant, by: 'sight', attributes } as const
    return [
      { ...exposure, ...stamp, seq: 1 },
      { type: 'goal', goal: 'help', value: index / 3, ...stamp, at: at + index + (index % 2) * 30 * hour, seq: 2 },
    ]
  }).flat()
}

/** Visitors with two pages at the same moment: which came first is a matter of the pages' names. */
function twins(count: number): readonly Entry[] {
  const at = november2023 + 50 * hour
  return Array.from({ length: count }, (_, index) =>
    ['\ufb01', '\u{1f600}', 'Z', 'a'].slice(index % 3, (index % 3) + 2).flatMap((name, page): readonly Entry[] => {
      const stamp = {
        ...{ stream: `${name} ${index}`, visitor: `twin ${index}`, session: '1', page: '/', at },
        ...{ sentAt: at, receivedAt: at },
      }
      const [first, then] = page === index % 2 ? (['best', 'help'] as const) : (['help', 'best'] as const)
      const exposure = { type: 'exposure', experiment: 'tabs', variant: 'control', by: 'sight' } as const
      return [
        { ...exposure, attributes: { [attribute]: `page ${page}` }, ...stamp, seq: 1 },
        { type: 'click', goal: first, ...stamp, seq: 2 },
        { type: 'click', goal: then, item: 'tab', slot: page, ...stamp, seq: 3 },
      ]
    }),
  ).flat()
}

/** A log, broken off here and there. */
export const hostileLogs: fc.Arbitrary<HostileLog> = fc
  .record({
    all: fc.array(parts, { minLength: 1, maxLength: 5 }),
    /** 12 makes whole days of all times, so that many fall together. */
    grain: fc.constantFrom(1, 12),
    languages: fc.constantFrom(0, 0, 0, 22, 26),
    twins: fc.constantFrom(0, 6),
    noise: fc.array(fc.constantFrom(...broken), { maxLength: 4 }),
  })
  .map(({ all, grain, languages, twins: pairs, noise }) => {
    const entries = [
      ...all.flatMap((part, index) => entriesOf(part, index, grain)),
      ...crowd(languages),
      ...twins(pairs),
    ]
    const hasAttribute = entries.some(
      (entry) => entry.type === 'exposure' && Object.hasOwn(entry.attributes ?? {}, attribute),
    )
    const lines = entries.map((entry) => JSON.stringify(entry))
    for (const [index, line] of noise.entries()) lines.splice((index * 7) % (lines.length + 1), 0, line)
    return { entries, lines, hasAttribute }
  })

function entriesOf(
  { log, ending, clock, later, languages }: typeof parts extends fc.Arbitrary<infer Part> ? Part : never,
  part: number,
  grain: number,
): readonly Entry[] {
  // The first keeps its names, so that parts without an ending share their visitors with it.
  const named = (name: string) => (ending === '' ? name : `${name}${ending}`)
  return stretched(log, 2 * hour, grain).map((entry): Entry => {
    const stream = `${entry.stream} ${part}${ending}`
    const times = {
      sentAt: entry.sentAt + november2023 + later + clock,
      receivedAt: entry.receivedAt + november2023 + later,
    }
    if (entry.type === 'ledger') return { ...entry, ...times, stream }
    const own = { ...times, stream, at: entry.at + november2023 + later + clock, visitor: named(entry.visitor) }
    if (!('unit' in entry) && entry.type !== 'exposure') return { ...entry, ...own }
    const unit = 'unit' in entry && entry.unit !== undefined ? { unit: named(entry.unit) } : {}
    if (entry.type !== 'exposure' || languages === 0) return { ...entry, ...own, ...unit }
    const language = `l${(entry.visitor.length * 7 + part * 5 + entry.seq) % languages}${ending}`
    return { ...entry, ...own, ...unit, attributes: { ...entry.attributes, [attribute]: language } }
  })
}
