/** What a mapping can say, piece by piece: paths, conditions, times, identity. */
import { createMapper, decodeMapping, type LogSource, mapSources, scanMapped } from '@heddle/analysis'
import { isObject } from '@heddle/events'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hash53 } from '../../packages/analysis/src/mapping/hash.js'
import { listAt, parsePath, valueAt } from '../../packages/analysis/src/mapping/path.js'
import { createRecordReader } from '../../packages/analysis/src/mapping/records.js'
import { createTally } from '../../packages/analysis/src/mapping/tally.js'
import { timeFrom } from '../../packages/analysis/src/mapping/time.js'

const at = (path: string, record: unknown, element?: unknown) =>
  valueAt(parsePath(path), { record, element, opened: new Map() })

describe('a path', () => {
  test.each([
    ['user.id', { user: { id: 'ann' } }, 'ann'],
    ['["user.id"]', { 'user.id': 'ann' }, 'ann'],
    ['a["b[0]"].c', { a: { 'b[0]': { c: 1 } } }, 1],
    ['$feature/home-tabs', { '$feature/home-tabs': true }, true],
    ['items[1].name', { items: [{ name: 'x' }, { name: 'y' }] }, 'y'],
    [
      'params[key=page].value',
      {
        params: [
          { key: 'q', value: 1 },
          { key: 'page', value: 2 },
        ],
      },
      2,
    ],
    ['params[key=7].value', { params: [{ key: 7, value: 2 }] }, 2],
    ['params[key=iglu:a.b/c/1-0-0].v', { params: [{ key: 'iglu:a.b/c/1-0-0', v: 2 }] }, 2],
    ['value.*', { value: { string_value: null, int_value: '', double_value: 0 } }, 0],
    ['properties.deep.name', { properties: '{"deep":"{\\"name\\":\\"x\\"}"}' }, 'x'],
    ['list[0].a', { list: ' [{"a":5}]' }, 5],
  ])('%s finds its value', (path, record, value) => {
    expect(at(path, record)).toBe(value)
  })

  test.each([
    ['a.b', { a: 'text' }],
    ['a.b', { a: '{"b":' }],
    ['a.b', { a: null }],
    ['a', { a: '' }],
    ['a', { a: null }],
    ['a.length', { a: [1] }],
    ['constructor', {}],
    ['__proto__.x', {}],
    ['a[0]', { a: { 0: 1 } }],
    ['a[k=v]', { a: { k: 'v' } }],
    ['a[k=v]', { a: [{ k: { toString: {} } }] }],
  ])('%s finds nothing where there is nothing', (path, record) => {
    expect(at(path, record)).toBeUndefined()
  })

  test('begins at the element of a list with @', () => {
    expect(at('@.variant', { variant: 'no' }, { variant: 'yes' })).toBe('yes')
    expect(at('@', {}, 'text')).toBe('text')
    expect(at('@handle', { '@handle': 'a name' })).toBe('a name')
    expect(listAt(parsePath('a'), { record: { a: '[1,2]' }, opened: new Map() })).toEqual([1, 2])
    expect(listAt(parsePath('a'), { record: { a: { b: 1 } }, opened: new Map() })).toEqual([{ b: 1 }])
    expect(listAt(parsePath('b'), { record: {}, opened: new Map() })).toEqual([])
  })

  test.each(['', 'a..b', 'a.', '.', 'a[', 'a[b]', 'a[-1]', 'a]', '["a"', 'a.*b'])('%j is refused', (path) => {
    expect(() => parsePath(path)).toThrow(TypeError)
  })
})

describe('a time', () => {
  const noon = Date.UTC(2024, 1, 29, 12, 30, 15, 250)
  test.each([
    [noon, 'ms'],
    [`${noon}`, 'ms'],
    [noon * 1000 + 999, 'us'],
    [`${noon}000`, 'us'],
    [`${noon}999999`, 'ns'],
    [noon / 1000, 's'],
    ['2024-02-29T12:30:15.250Z', 'text'],
    ['2024-02-29T12:30:15.250999+00:00', 'text'],
    ['2024-02-29 12:30:15.250 UTC', 'text'],
    ['2024-02-29 12:30:15,250', 'text'],
    ['2024-02-29T13:30:15.25+0100', 'text'],
    ['2024-02-29T07:00:15.250-05:30', 'text'],
  ] as const)('%s in %s is the same moment', (value, unit) => {
    expect(timeFrom(value, { unit })).toBe(noon)
  })

  test('without a zone is meant in that of the mapping', () => {
    expect(timeFrom('2024-02-29 20:30:15.250', { zone: '+08:00' })).toBe(noon)
    expect(timeFrom('2024-02-29 12:30:15.250Z', { zone: '+08:00' })).toBe(noon)
    expect(timeFrom('2024-02-29', {})).toBe(Date.UTC(2024, 1, 29))
  })

  test.each([
    ['yesterday', 'text'],
    ['2024-02-30', 'text'],
    ['', 'ms'],
    ['12:30', 'ms'],
    [true, 's'],
    [17, 'text'],
  ] as const)('%j in %s is none, and stays what it is for the reason', (value, unit) => {
    expect(timeFrom(value, { unit })).toBe(value)
  })
})

const ours = decodeMapping({
  ...{ version: 1, name: 'ours', id: 'id', time: { from: 'at', unit: 'ms' }, visitor: 'who', page: 'url' },
  events: [
    {
      type: 'exposure',
      when: { what: 'seen' },
      experiment: 'test',
      variant: 'arm',
      attributes: { lang: 'lang', old: 'old' },
    },
    { type: 'goal', when: { what: { not: ['seen', 'speed'] } }, goal: 'what', value: 'amount', unit: 'order' },
    { type: 'click', when: { pressed: { exists: true } }, each: 'pressed', goal: '@.on', slot: '@.slot' },
    { type: 'vital', when: { what: 'speed' }, name: { text: 'LCP' }, value: 'amount' },
  ],
})
const seen = { id: 'a', at: 5, who: 'ann', what: 'seen', test: 'tabs', arm: 'up' }
const mapped = (...records: readonly object[]) => {
  const mapper = createMapper(ours)
  return { events: records.flatMap((record, index) => mapper.map(record, 'file', index + 1)), report: mapper.report() }
}

describe('a record', () => {
  test('becomes every event that a rule makes of it', () => {
    const record = {
      ...seen,
      what: 'bought',
      amount: '12.5',
      order: 7,
      pressed: [{ on: 'tab', slot: 2 }, { on: 'menu' }],
    }
    const { events } = mapped({ ...record, url: 'https://shop.example:8080/basket/?token=secret#top' })
    expect(events).toMatchObject([
      { type: 'goal', goal: 'bought', value: 12.5, unit: '7', page: '/basket/', seq: 1 },
      { type: 'click', goal: 'tab', slot: 2, seq: 2 },
      { type: 'click', goal: 'menu', seq: 3 },
    ])
    expect(new Set(events.map(({ stream }) => stream)).size).toBe(1)
    expect(events.map(({ sentAt, receivedAt, at }) => [sentAt, receivedAt, at])).toEqual(Array(3).fill([5, 5, 5]))
  })

  test('gives the attributes that are there, with their types', () => {
    const [event] = mapped({ ...seen, lang: 'en', old: false }).events
    expect(event).toMatchObject({ attributes: { lang: 'en', old: false }, by: 'hand' })
    expect(mapped({ ...seen, lang: null }).events[0]).toMatchObject({ attributes: {} })
  })

  test('is a copy if its id came before, wherever it says it was', () => {
    const later = { ...seen, at: 9, who: 'bob' }
    const { events, report } = mapped(seen, later, { ...later, id: 'b' })
    expect(events.map(({ visitor }) => visitor)).toEqual(['ann', 'bob'])
    expect(report).toMatchObject({ records: 3, events: 2, repeated: 1, other: 0, broken: { count: 0 } })
  })

  test('does not hide a good copy of itself when it is broken', () => {
    const { events, report } = mapped({ ...seen, arm: null }, seen)
    expect(events).toHaveLength(1)
    expect(report).toMatchObject({ repeated: 0, broken: { count: 1, first: [{ file: 'file', line: 1 }] } })
  })

  test.each([
    [{ id: null }, 'id: expected a text, got nothing; the mapping takes it from "id"'],
    [{ id: { toString: {} } }, 'id: expected a text, got an object; the mapping takes it from "id"'],
    [
      { who: [{ toString: {} }] },
      'visitor: expected a text of 1 to 128 characters, got a list; the mapping takes it from "who"',
    ],
    [{ id: 2 ** 60 }, 'id: expected a text, got 1152921504606847000; the mapping takes it from "id"'],
    [
      { who: 2 ** 60 },
      'visitor: expected a text of 1 to 128 characters, got 1152921504606847000; the mapping takes it from "who"',
    ],
    [{ at: 'now' }, 'at: expected a time in ms since the epoch, got "now"; the mapping takes it from "at"'],
    [
      { what: 'bought', amount: 'much' },
      'value: expected a finite number, got "much"; the mapping takes it from "amount"',
    ],
    [
      { arm: { id: 1 } },
      'variant: expected a text of 1 to 256 characters, got an object; the mapping takes it from "arm"',
    ],
  ])('that cannot be mapped is counted with its place and reason: %j', (change, reason) => {
    const { events, report } = mapped({ ...seen, ...change })
    expect(events).toEqual([])
    expect(report.broken).toEqual({ count: 1, first: [{ file: 'file', line: 1, reason }] })
  })

  test('that nothing is said about is counted apart, whatever it is', () => {
    const exposures = decodeMapping({ ...JSON.parse(JSON.stringify(ours)), events: [ours.events[0]] })
    const mapper = createMapper(exposures)
    for (const record of [null, 7, 'text', [seen], { what: 'other' }]) expect(mapper.map(record, 'f', 1)).toEqual([])
    expect(mapper.report()).toMatchObject({ records: 5, other: 5, broken: { count: 0 } })
    expect(mapper.report().warnings).toEqual([
      'No record is an exposure, so there is no experiment to report. The mapping takes those where what is "seen".',
      'The mapping has no rule for a goal, so no metric counts anything.',
    ])
  })
})

test('any JSON can be mapped without an exception, and what comes of it is a log', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(
          fc.jsonValue(),
          fc.constant(seen),
          fc.record({
            id: fc.jsonValue(),
            at: fc.jsonValue(),
            who: fc.jsonValue(),
            what: fc.constantFrom('seen', 'x'),
            test: fc.jsonValue(),
            arm: fc.jsonValue(),
            pressed: fc.jsonValue(),
          }),
        ),
        { maxLength: 20 },
      ),
      async (records) => {
        const source = { name: 'f', lines: records.map((record) => JSON.stringify(record)) }
        const { sources, report } = mapSources([source], ours)
        const lines: string[] = []
        for (const one of sources) if ('chunks' in one) for await (const chunk of one.chunks) lines.push(String(chunk))
        const made = lines.join('').split('\n').filter(Boolean)
        expect(made.length).toBe(report().events)
        const { mapped: found } = await scanMapped([source], ours)
        expect(found).toMatchObject({ records: records.length, events: made.length })
      },
    ),
    { numRuns: 100 },
  )
})

describe('an export is cut into records', () => {
  const cut = (text: string, size: number) => {
    const found: (readonly [unknown, number])[] = []
    const reader = createRecordReader((record, number) => found.push([JSON.parse(record), number]))
    for (let start = 0; start < text.length; start += size) reader.push(text.slice(start, start + size))
    reader.end()
    return found
  }

  test('the same, whether it is a list or lines, however it is cut', () => {
    const value = fc.jsonValue().filter((one) => isObject(one) || Array.isArray(one) || typeof one === 'string')
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1 }),
        fc.integer({ min: 1, max: 40 }),
        fc.nat(2),
        (values, size, indent) => {
          const expected = values.map((one, index) => [JSON.parse(JSON.stringify(one)), index + 1])
          expect(cut(` \n${JSON.stringify(values, null, indent)}\n`, size)).toEqual(expected)
          const [first, ...rest] = values
          if (Array.isArray(first)) return // A line that begins with a list is taken for a list.
          expect(cut([first, ...rest].map((one) => JSON.stringify(one)).join('\n'), size)).toEqual(expected)
        },
      ),
    )
  })

  test('a list that breaks off gives what is whole, and counts the rest', async () => {
    const source: LogSource = { name: 'cut.json', chunks: [`[${JSON.stringify(seen)}, {"id":"b`] }
    const { mapped: found } = await scanMapped([source], ours)
    expect(found).toMatchObject({
      records: 2,
      events: 1,
      broken: { first: [{ line: 2, reason: 'the record is not JSON' }] },
    })
  })
})

test('ids become numbers of 53 bits that do not meet', () => {
  const numbers = Array.from({ length: 40_000 }, (_, index) => hash53(`visitor ${index}`))
  expect(new Set(numbers).size).toBe(numbers.length) // By chance alone two would meet in one of eleven million such lists.
  expect(numbers.every((number) => Number.isSafeInteger(number) && number >= 0)).toBe(true)
  for (let bit = 0; bit < 53; bit++) {
    const share = numbers.filter((number) => Math.floor(number / 2 ** bit) % 2 === 1).length / numbers.length
    expect(Math.abs(share - 0.5)).toBeLessThan(5 * Math.sqrt(0.25 / numbers.length)) // 5 standard errors
  }
  expect(hash53('ann')).toBe(hash53('ann'))
})

test('a tally counts as a Map does, beyond where one ends', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(20), fc.maxSafeNat()), { maxLength: 3000 }), (numbers) => {
      const tally = createTally()
      const map = new Map<number, number>()
      for (const number of numbers) {
        map.set(number, (map.get(number) ?? 0) + 1)
        expect(tally.add(number)).toBe(map.get(number))
      }
    }),
  )
  const large = createTally()
  for (let number = 0; number < 5000; number++) expect(large.add(hash53(`${number}`))).toBe(1)
  for (let number = 0; number < 5000; number++) expect(large.add(hash53(`${number}`))).toBe(2)
})
