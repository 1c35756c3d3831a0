import { decodeBatch, encodeBatch, type StreamState } from '@heddle/events'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyEvent, row } from './samples.js'

const body = (rows: readonly string[], streams: readonly unknown[] = [], sentAt: unknown = 5): string =>
  `{"version":1,"sentAt":${JSON.stringify(sentAt)},"streams":${JSON.stringify(streams)},"rows":[${rows}]}`

const click = (seq: number) => ({ type: 'click', seq, at: 1, goal: 'best' }) as const

describe('a batch', () => {
  test('comes back from the wire as it was sent', () => {
    fc.assert(
      fc.property(fc.array(anyEvent), fc.nat(), (events, sentAt) => {
        const rows = events.map((event) => ({
          stream: event.stream,
          from: event.seq,
          to: event.seq,
          json: JSON.stringify({ ...shared(event), events: [own(event)] }),
        }))
        const streams: StreamState[] = [{ stream: 's', issued: 3, dropped: [[2, 2, 'full']] }]
        const read = decodeBatch(encodeBatch({ sentAt, streams, rows, ask: [['s', 1, 2]] }))
        expect(read).toMatchObject({ sentAt, streams, ask: [['s', 1, 2]] })
        // What the wire cannot carry, such as a negative zero, is not the codec's doing.
        expect(read.events.map(({ decoded }) => decoded)).toEqual(
          events.map((event) => ({ status: 'event', event: JSON.parse(JSON.stringify(event)) })),
        )
        expect(read.events.map(({ stream, seq }) => [stream, seq])).toEqual(events.map((e) => [e.stream, e.seq]))
      }),
      { numRuns: 300 },
    )
  })

  test('gives each event the fields of its row, unless the event has its own', () => {
    const read = decodeBatch(body([row([click(1), { ...click(2), page: '/own' } as never])]))
    expect(read.events.map(({ decoded }) => decoded)).toMatchObject([
      { status: 'event', event: { page: '/', visitor: 'v' } },
      { status: 'event', event: { page: '/own', visitor: 'v' } },
    ])
  })

  test('keeps the neighbours of a broken event', () => {
    const read = decodeBatch(body([row([click(1), { ...click(2), goal: '' }, click(3)]), '7', row([click(4)])]))
    expect(read.events.map(({ seq, decoded }) => [seq, decoded.status])).toEqual([
      [1, 'event'],
      [2, 'rejected'],
      [3, 'event'],
      [0, 'rejected'],
      [4, 'event'],
    ])
  })

  test('names a broken event with a number that JSON can carry back', () => {
    const read = decodeBatch(body([row([click(1)]).replace('"seq":1', '"seq":1e999')]))
    expect(read.events).toMatchObject([{ stream: 's', seq: 0, decoded: { status: 'rejected' } }])
  })

  test('leaves out what it cannot understand about streams, and keeps the rest', () => {
    const good = { stream: 's', issued: 2 }
    const read = decodeBatch(
      body(
        [],
        [good, { stream: 's', issued: -1 }, { stream: '', issued: 1 }, { ...good, dropped: [[2, 1, 'why']] }, 7],
      ),
    )
    expect(read.streams).toEqual([good])
  })

  test('says which version of the client wrote it', () => {
    const client = '0.1.0'
    expect(decodeBatch(encodeBatch({ sentAt: 1, client, streams: [], rows: [] }))).toMatchObject({ client })
  })

  test.each([7, '', 'x'.repeat(33), null])('is read without a version of the client that is none: %j', (client) => {
    const read = decodeBatch(JSON.stringify({ version: 1, sentAt: 1, client, streams: [], rows: [] }))
    expect(read).toEqual({ sentAt: 1, streams: [], events: [], ask: [] })
  })

  test('begins each event with its stamp, wherever it stood', () => {
    const read = decodeBatch(body([row([{ goal: 'best', page: '/own', at: 1, seq: 1, type: 'click' } as never])]))
    const [first] = read.events.map(({ decoded }) => (decoded.status === 'event' ? Object.keys(decoded.event) : []))
    expect(first).toEqual(['type', 'stream', 'seq', 'at', 'visitor', 'session', 'page', 'goal'])
  })

  test('may carry keys of Object itself', () => {
    const read = decodeBatch(body([`{"__proto__":{"stream":"forged"},"events":[${JSON.stringify(click(1))}]}`]))
    expect(read.events).toMatchObject([{ stream: '', decoded: { status: 'rejected' } }])
    const own = decodeBatch(body([row([click(1)]).replace('"goal"', '"__proto__":{"goal":"forged"},"goal"')]))
    const [event] = own.events.map(({ decoded }) => ('event' in decoded ? decoded.event : undefined))
    expect(JSON.stringify(event)).toContain('"__proto__":{"goal":"forged"}')
    expect(Object.getPrototypeOf(event)).toBe(Object.prototype)
  })
})

describe('a body that is no batch', () => {
  test.each([
    ['', /^The body is not JSON: /],
    ['<html>', /^The body is not JSON: /],
    ['[]', /^A batch is a JSON object/],
    ['{}', /has no version/],
    ['{"version":1}', /has no sentAt/],
    ['{"version":1,"sentAt":1e999,"rows":[]}', /has no sentAt/],
    ['{"version":1,"sentAt":1}', /has no list of rows/],
  ])('is refused with a sentence: %s', (text, sentence) => {
    expect(() => decodeBatch(text)).toThrow(SyntaxError)
    expect(() => decodeBatch(text)).toThrow(sentence)
  })
})

type AnyEvent = typeof anyEvent extends fc.Arbitrary<infer Value> ? Value : never

const shared = ({ stream, visitor, session, page }: AnyEvent) => ({ stream, visitor, session, page })

const own = (event: AnyEvent) =>
  Object.fromEntries(Object.entries(event).filter(([field]) => !Object.hasOwn(shared(event), field)))
