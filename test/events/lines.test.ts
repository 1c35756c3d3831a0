/** Lines read from bytes against the same lines through JSON.parse and the decoder. fast-check prints a failing seed. */
import { decodeLogLine, type LogLine } from '@heddle/events'
import {
  contentOf,
  createBlock,
  createLineReader,
  createLineTaker,
  createRecord,
  createTexts,
  field,
  hasField,
  type LineRecord,
  lineType,
} from '@heddle/events/lines'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyEvent, anyMutated, stamp, whole } from './samples.js'

const times = { sentAt: 1_767_225_600_500, receivedAt: 1_767_225_600_600 }
const encoder = new TextEncoder()

/** One reader for all lines, as in a log: what one line taught it must not harm the next. */
const record = createRecord(createBlock(0), createTexts())
const read = createLineReader(record)

/** Reads the bytes of one line, a line break behind them; undefined where it is not a plain one. */
function readPlain(bytes: Uint8Array): LineRecord | undefined {
  const block = createBlock(bytes.length + 1)
  block.bytes.set(bytes)
  block.bytes[bytes.length] = 0x0a
  const end = read(block, 0)
  if (end === -1) return undefined
  expect(end, 'the next line begins behind the line break').toBe(bytes.length + 1)
  return record
}

/** Reads it as it was read before there were records. */
function readSlowly(bytes: Uint8Array): LogLine {
  try {
    return decodeLogLine(JSON.parse(new TextDecoder().decode(bytes)))
  } catch {
    return { status: 'rejected', reason: 'not JSON' }
  }
}

function taken(line: LogLine, attributes = createTexts()): LineRecord {
  if (line.status === 'rejected') throw new Error(`The line was refused: ${line.reason}`)
  const record = createRecord(createBlock(0), attributes)
  createLineTaker(record)(line)
  return record
}

/** What a record holds, as values. */
function held(record: LineRecord): object {
  const { block, type, starts, ends, hashes, numbers, attributes } = record
  const values = Object.entries(field).flatMap(([name, at]) => {
    if (!hasField(record, at)) return []
    if (at === field.attributes) return [[name, attributes.text(numbers[at] ?? -1)]]
    const isText = texts.has(name)
    if (!isText) return [[name, (numbers[at] ?? 0) + 0]]
    return [[name, [...block.bytes.subarray(starts[at], ends[at])].join(), hashes[at]]]
  })
  return { type, values, content: record.type === lineType.ledger ? 0 : contentOf(record) }
}

const texts = new Set([
  ...['stream', 'visitor', 'session', 'page', 'experiment', 'variant', 'unit', 'by', 'reason', 'goal', 'item', 'name'],
  ...['browser', 'client', 'type'],
])

/** What is read from bytes is what the decoder accepts, and says the same. */
function expectSame(bytes: Uint8Array): boolean {
  const plain = readPlain(bytes)
  if (!plain) return false
  expect(held(plain)).toEqual(held(taken(readSlowly(bytes))))
  return true
}

/** With the type in front, as the collector writes it. */
const lineOf = (event: object) =>
  JSON.stringify({ ...('type' in event ? { type: event.type } : {}), ...event, ...times })

/** A ledger that drops nothing. */
const ledger = { type: 'ledger', stream: 's', issued: 7, repeated: 1, browser: 'Firefox 153', client: '0.1.0' }

describe('a line as the collector writes it', () => {
  const samples: readonly object[] = [...Object.values(whole), ledger]

  test.each(samples)('is read from its bytes: %j', (event) => {
    expect(expectSame(encoder.encode(lineOf(event)))).toBe(true)
  })

  test('is read in any order of its fields', () => {
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.infiniteStream(fc.nat()), (event, random) => {
        const { type, ...fields } = { type: '', ...event, ...times }
        const mixed = Object.entries(fields)
          .map((entry) => ({ entry, at: random.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ entry }) => entry)
        expect(expectSame(encoder.encode(JSON.stringify({ type, ...Object.fromEntries(mixed) })))).toBe(true)
      }),
    )
  })

  test('may hold texts of any language and end with a carriage return', () => {
    const event = { ...whole.exposure, variant: 'Größe 大', unit: '😀', attributes: { city: 'Zürich' } }
    expect(expectSame(encoder.encode(lineOf(event)))).toBe(true)
    expect(expectSame(encoder.encode(`${lineOf(event)}\r`))).toBe(true)
  })
})

describe('any line', () => {
  test('that is read from its bytes says what the decoder says', () => {
    let count = 0
    fc.assert(
      fc.property(fc.oneof(anyEvent, anyMutated), (event) => {
        if (expectSame(encoder.encode(lineOf(event)))) count++
      }),
      { numRuns: 3000 },
    )
    expect(count).toBeGreaterThan(500)
  })

  test('with bytes changed, taken away or doubled is read as the decoder reads it, or not at all', () => {
    const mutations = fc.array(
      fc.record({
        at: fc.nat(400),
        what: fc.constantFrom('set', 'cut', 'insert', 'end'),
        byte: fc.oneof(
          fc.integer({ min: 1, max: 255 }).filter((byte) => byte !== 0x0a),
          fc.constantFrom(...encoder.encode('",:{}\\[]-+.eE0123456789 tfn\r\t')),
        ),
      }),
      { minLength: 1, maxLength: 3 },
    )
    let count = 0
    fc.assert(
      fc.property(fc.constantFrom<object>(...Object.values(whole), ledger), mutations, (event, changes) => {
        let bytes = [...encoder.encode(lineOf(event))]
        for (const { at, what, byte } of changes) {
          const place = at % bytes.length
          if (what === 'set') bytes[place] = byte
          if (what === 'cut') bytes.splice(place, 1)
          if (what === 'insert') bytes.splice(place, 0, byte)
          if (what === 'end' && at % 5 === 0) bytes = bytes.slice(0, place)
        }
        if (expectSame(Uint8Array.from(bytes))) count++
      }),
      { numRuns: 10_000 },
    )
    expect(count).toBeGreaterThan(1000)
  })

  test('has numbers that are those of JSON.parse to the last bit', () => {
    const digits = fc.array(fc.constantFrom(...'00123456789.'), { maxLength: 24 }).map((all) => all.join(''))
    const written = fc.oneof(
      fc.double().map((value) => JSON.stringify(value)),
      fc
        .tuple(fc.constantFrom('', '-', '+'), digits, fc.constantFrom('', '', 'e5', 'E-3', 'e', 'e+400'))
        .map((of) => of.join('')),
      fc.constantFrom(
        '1e5',
        '-0',
        '01',
        '1.5',
        '.5',
        '1.',
        '0.1e1',
        '9007199254740993',
        '1e999',
        '-',
        '00',
        '0x1',
        '1_0',
      ),
    )
    let count = 0
    fc.assert(
      fc.property(written, (number) => {
        const line = lineOf({ ...stamp, type: 'click', goal: 'best', value: 7_777_777 }).replace('7777777', number)
        const bytes = encoder.encode(line)
        const plain = readPlain(bytes)
        const slow = readSlowly(bytes)
        // Every number that the decoder accepts is read, for speeds of pages have many digits.
        expect(plain !== undefined).toBe(slow.status === 'event')
        if (!plain || slow.status !== 'event' || slow.event.type !== 'click') return
        count++
        expect(plain.numbers[field.value]).toBe(slow.event.value)
      }),
      { numRuns: 5000 },
    )
    expect(count).toBeGreaterThan(1000)
  })

  test.each([
    ['a field that nobody knows', lineOf({ ...whole.click, extra: 1 })],
    ['a field of another type', lineOf({ ...whole.click, variant: 'control' })],
    ['a field twice', lineOf(whole.click).replace('"seq":1', '"seq":1,"seq":1')],
    ['an escape', lineOf({ ...whole.click, goal: 'a"b' })],
    ['a space', lineOf(whole.click).replace('":', '": ')],
    ['a type that this version does not know', lineOf({ ...stamp, type: 'scroll' })],
    ['a ledger that drops something', lineOf({ ...ledger, dropped: [[1, 2, 'full']] })],
    ['__proto__', lineOf(whole.click).replace('"item"', '"__proto__"')],
    ['a text that is too long', lineOf({ ...whole.click, goal: 'x'.repeat(257) })],
    ['a vital below 0', lineOf({ ...whole.vital, value: -0.5 })],
    ['nothing', ''],
    ['another line behind it', `${lineOf(whole.click)} {}`],
  ])('with %s is left to the decoder', (_, line) => {
    expect(readPlain(encoder.encode(line))).toBeUndefined()
  })

  test.each([
    ['a byte that begins no character', [0xff]],
    ['a character that was cut', [0xe2, 0x82]],
    ['a slash written too long', [0xc0, 0xaf]],
    ['half of a surrogate pair', [0xed, 0xa0, 0x80]],
    ['more than Unicode has', [0xf4, 0x90, 0x80, 0x80]],
  ])('with %s is left to the decoder', (_, broken) => {
    const [before = '', after = ''] = lineOf({ ...whole.click, goal: 'HERE' }).split('HERE')
    const bytes = Uint8Array.of(...encoder.encode(before), ...broken, ...encoder.encode(after))
    expect(readPlain(bytes)).toBeUndefined()
  })
})

describe('what an event says', () => {
  test('is the same however its JSON is written, and whenever it was sent', () => {
    const { sentAt, ...later } = { ...whole.goal, ...times }
    const escaped = JSON.stringify({ sentAt: 9, ...later, extra: [1] })
      .replace('"tea"', '"\\u0074ea"')
      .replace('12.5', '125e-1')
    const plain = contentOf(taken(readSlowly(encoder.encode(lineOf(whole.goal)))))
    expect(contentOf(taken(readSlowly(encoder.encode(escaped))))).toBe(plain)
    const { attributes: named, ...seen } = whole.exposure
    const turned = { ...seen, attributes: Object.fromEntries(Object.entries(named ?? {}).reverse()) }
    expect(contentOf(taken(readSlowly(encoder.encode(lineOf(turned)))))).toBe(
      contentOf(taken(readSlowly(encoder.encode(lineOf(whole.exposure))))),
    )
  })

  test.each(Object.values(whole))('is another one where any field that its type knows is another: $type', (event) => {
    const plain = contentOf(taken(readSlowly(encoder.encode(lineOf(event)))))
    for (const [name, value] of Object.entries(event)) {
      if (name === 'stream' || name === 'seq' || name === 'type') continue
      const words: { readonly [word: string]: string } = { sight: 'click' }
      const other =
        typeof value === 'string'
          ? (words[value] ?? `${value}x`)
          : typeof value === 'number'
            ? value + 1
            : typeof value === 'boolean'
              ? !value
              : { lang: 'de' }
      const changed = contentOf(taken(readSlowly(encoder.encode(lineOf({ ...event, [name]: other })))))
      expect(changed, name).not.toBe(plain)
    }
  })
})

describe('texts', () => {
  test('have one number each, and come back as they were', () => {
    const unit = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('', '\ud800', '\udfff\ud800', '__proto__', 'a'.repeat(5000)),
    )
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 60 }), (all) => {
        const known = createTexts()
        const numbers = all.map(known.number)
        const expected = [...new Set(all)]
        expect(numbers).toEqual(all.map((text) => expected.indexOf(text)))
        expect([...known.texts()]).toEqual(expected)
        expect(known.size).toBe(expected.length)
        for (const text of all) expect(known.find(text)).toBe(expected.indexOf(text))
        expect(known.find('never seen')).toBeUndefined()
      }),
    )
  })

  test('may be many, and one of them longer than all others together', () => {
    const known = createTexts()
    const long = 'é'.repeat(700_000)
    const all = [
      ...Array.from({ length: 40_000 }, (_, index) => `id-${index * 7919}-${'x'.repeat(index % 60)}`),
      long,
      'after',
    ]
    for (const text of all) known.number(text)
    expect(all.every((text, index) => known.find(text) === index && known.text(index) === text)).toBe(true)
  })
})
