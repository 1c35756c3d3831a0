import { decodeBatch, decodeEvent, decodeLogLine, encodeBatch, type Ledger } from '@heddle/events'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyEvent, anyMutated, row, stamp, whole } from './samples.js'
import { schema, schemaNames } from './schemas.js'

const isEvent = schema('event')
const isLogLine = schema('log-line')

/** As it would arrive: what JSON cannot carry is gone. Huge numbers arrive as infinite ones. */
const arrived = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe('the schema of an event', () => {
  test.each(Object.values(whole))('takes what the decoder takes: $type', (event) => {
    expect(isEvent(event)).toBe(true)
  })

  test('agrees with the decoder on every well-formed event', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        expect(decodeEvent(event).status).toBe('event')
        expect(isEvent(event)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test('agrees with the decoder on broken and strange ones', () => {
    const seen = { accepted: 0, rejected: 0 }
    fc.assert(
      fc.property(anyMutated, (event) => {
        const isAccepted = decodeEvent(event).status !== 'rejected'
        expect(isEvent(event)).toBe(isAccepted)
        seen[isAccepted ? 'accepted' : 'rejected']++
      }),
      { numRuns: 5000 },
    )
    // The comparison says something only if both sides of the line were visited often.
    expect(Math.min(seen.accepted, seen.rejected)).toBeGreaterThan(500)
  })

  test('agrees with the decoder on any JSON at all', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(isEvent(value)).toBe(decodeEvent(value).status !== 'rejected')
      }),
      { numRuns: 1000 },
    )
  })
})

describe('the schema of a log line', () => {
  test('agrees with the decoder on events', () => {
    const anyTime = fc.constantFrom<unknown>(0, 1.5, stamp.at, -1, 8.64e15 + 1, null, 'now')
    fc.assert(
      fc.property(anyMutated, anyTime, anyTime, (event, sentAt, receivedAt) => {
        const line = { ...event, sentAt, receivedAt }
        expect(isLogLine(line)).toBe(decodeLogLine(line).status !== 'rejected')
      }),
      { numRuns: 2000 },
    )
  })

  test('agrees with the decoder on ledgers', () => {
    const anyValue = fc.oneof(
      fc.nat(),
      fc.jsonValue(),
      fc.constantFrom('s', 'x'.repeat(33), -1, Infinity, [[1, 2, 'why']], [[1, 2]], [[0, 1, 'x']]),
    )
    const ledger: Ledger = {
      type: 'ledger',
      stream: 's',
      issued: 3,
      dropped: [[2, 2, 'why']],
      sentAt: 1,
      receivedAt: 2,
    }
    expect(isLogLine(ledger)).toBe(true)
    fc.assert(
      fc.property(
        fc.constantFrom('stream', 'issued', 'dropped', 'repeated', 'browser', 'client', 'sentAt', 'other'),
        anyValue,
        (field, value) => {
          const line = { ...ledger, [field]: value }
          expect(isLogLine(line)).toBe(decodeLogLine(line).status !== 'rejected')
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('the schema of a batch', () => {
  const isBatch = schema('batch')

  test('takes what encodeBatch makes', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 5 }), fc.nat(), (events, sentAt) => {
        const rows = events.map(({ stream, visitor, session, page, ...event }) => ({
          stream,
          from: event.seq,
          to: event.seq,
          json: JSON.stringify({ stream, visitor, session, page, events: [event] }),
        }))
        const streams = events.map(({ stream, seq }) => ({ stream, issued: seq, dropped: [[1, 1, 'full'] as const] }))
        const body = encodeBatch({
          sentAt,
          client: '0.1.0',
          streams,
          rows,
          ask: events.map(({ stream, seq }) => [stream, 1, seq]),
        })
        expect(isBatch(JSON.parse(body))).toBe(true)
        expect(decodeBatch(body).events.every(({ decoded }) => decoded.status === 'event')).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test.each([
    ['no version', { sentAt: 1, streams: [], rows: [] }],
    ['a row without events', { version: 1, sentAt: 1, streams: [], rows: [{ stream: 's' }] }],
    [
      'a broken event',
      JSON.parse(
        `{"version":1,"sentAt":1,"streams":[],"rows":[${row([])}]}`.replace(
          '"events":[]',
          '"events":[{"type":"click","seq":0,"at":1,"goal":"g"}]',
        ),
      ),
    ],
  ])('refuses %s', (_, batch) => {
    expect(isBatch(batch)).toBe(false)
  })
})

test.each(schemaNames)('the schema %s explains itself', (name) => {
  expect(schema(name).schema).toMatchObject({
    $id: `https://heddle.dev/schema/${name}.schema.json`,
    title: expect.stringMatching(/./),
    description: expect.stringMatching(/\.$/),
  })
})

test('the infinite number that JSON makes of a huge one is refused by schema and decoder alike', () => {
  const event = JSON.parse(JSON.stringify(arrived(whole.vital)).replace('1234.5', '1e999'))
  expect(event.value).toBe(Infinity)
  expect(isEvent(event)).toBe(false)
  expect(decodeEvent(event).status).toBe('rejected')
})
