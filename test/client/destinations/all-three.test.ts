/**
 * What holds for every service alike.
 */
import type { Event } from '@heddle/events'
import fc from 'fast-check'
import { ga4, segment, snowplow } from 'heddle/destinations'
import { describe, expect, test } from 'vitest'
import { anyEvent, stamp, whole } from '../../events/samples.js'
import {
  batchOf,
  faultsOf,
  igluSchema,
  later,
  leaving,
  now,
  publicSchema,
  rowWith,
  send,
  sentAt,
  service,
} from './service.js'

interface SnowplowEvent {
  readonly eid: string
  readonly ue_pr: string
}

const three = [
  {
    name: 'Segment',
    to: (url: string) => segment('key', { url }),
    validate: publicSchema('segment-batch'),
    ids: (text: string): readonly string[] =>
      JSON.parse(text).batch.map((event: { messageId: string }) => event.messageId),
  },
  {
    name: 'GA4',
    to: (url: string) => ga4({ measurementId: 'G-1', apiSecret: 'secret', url }),
    validate: publicSchema('ga4-request'),
    ids: (text: string): readonly string[] =>
      JSON.parse(text).events.map((event: { params: { event_id: string } }) => event.params.event_id),
  },
  {
    name: 'Snowplow',
    to: (url: string) => snowplow(url, { appId: 'shop' }),
    validate: publicSchema('snowplow-payload-data'),
    ids: (text: string): readonly string[] => JSON.parse(text).data.map((event: SnowplowEvent) => event.eid),
  },
]

/** The same goal again and again, as events 1 to `count` of a stream. */
const goals = (count: number, more: Partial<Event> = {}): Event[] =>
  Array.from({ length: count }, (_, i) => ({ ...whole.goal, ...more, seq: i + 1 }) as Event)

const everyType = Object.values(whole).map((event, i) => ({ ...event, seq: i + 1 }))

describe.each(three)('$name', ({ to, validate, ids }) => {
  test('takes every type of event, each as one event of its own', async () => {
    const { url, told } = await service()
    expect(await send(to(url), [rowWith(...everyType)])).toMatchObject({ settled: [[stamp.stream, 1, 5]] })
    expect(told).toHaveLength(1)
    expect(faultsOf(validate, JSON.parse(told[0]?.text ?? ''))).toEqual([])
    expect(new Set(ids(told[0]?.text ?? '')).size).toBe(5)
  })

  test('takes whatever texts an event holds', async () => {
    const { url, told } = await service()
    const transport = to(url)
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent, { minLength: 1, maxLength: 5 }), async (events) => {
        // Numbers of which none was used in an earlier run: what is taken is not sent again.
        const fresh = events.map((event, i) => ({ ...event, stream: 's', seq: seen.size + i + 1 }) as Event)
        for (const { seq } of fresh) seen.add(`${seq}`)
        told.length = 0
        const { settled } = await send(transport, [rowWith(...fresh)])
        expect(settled).toEqual([['s', fresh[0]?.seq, fresh.at(-1)?.seq]])
        for (const { text } of told) {
          expect(faultsOf(validate, JSON.parse(text))).toEqual([])
        }
      }),
      { numRuns: 60, seed: 7 },
    )
  })

  test('names an event the same at every try, on every page, and no two alike', async () => {
    const failing = await service(() => new Response('', { status: 503 }))
    const other = await service()
    const rows = [rowWith(...goals(20)), rowWith(...goals(20, { stream: 'another' }))]
    const transport = to(failing.url)
    await send(transport, rows)
    await send(transport, rows)
    await send(to(other.url), rows)
    const named = ({ told }: typeof other) => told.flatMap(({ text }) => ids(text)).sort()
    expect(new Set(named(other)).size).toBe(40)
    expect(named(failing)).toEqual([...named(other), ...named(other)].sort())
  })

  test('says no more than the event does: no cookie, no address of the page', async () => {
    const { url, told } = await service()
    await send(to(url), [rowWith(...everyType)])
    const names = [...(told[0]?.headers.keys() ?? [])]
    expect(names.filter((name) => /cookie|referer|authorization/.test(name))).toEqual([])
  })

  test('knows its destination by the account alone', () => {
    expect(to('https://a.example').destination).toMatch(/^[a-z0-9]+:./)
    expect(to('https://a.example').destination).toBe(to('https://a.example').destination)
  })

  test('holds nothing for later', async () => {
    const { url, told } = await service()
    expect(await send(to(url), [rowWith(...goals(1))], later)).toEqual({})
    expect(told).toEqual([])
  })

  test('answers at once that it does not know what it has', async () => {
    const { url, told } = await service()
    const asked = await to(url)({ ...batchOf(), ask: [['s', 1, 9]] }, now)
    expect(asked.settled).toEqual([])
    expect(told).toEqual([])
  })

  test('settles what the page gave up, and tells nobody', async () => {
    const { url, told } = await service()
    const batch = { sentAt, streams: [{ stream: 's', issued: 9, dropped: [[2, 4, 'age']] as const }], rows: [] }
    expect((await to(url)(batch, now)).settled).toEqual([['s', 2, 4]])
    expect(told).toEqual([])
  })

  test('settles a row that was damaged where it waited: nobody will ever read it', async () => {
    const { url, told } = await service()
    const damaged = ['{"events":[{', '"text"', 'null', '{}', '{"events":7}', ''].map((json, i) => ({
      stream: 'd',
      from: i + 1,
      to: i + 1,
      json,
    }))
    const { settled } = await send(to(url), [...damaged, rowWith(...goals(1))])
    expect(settled).toHaveLength(7)
    expect(told).toHaveLength(1)
  })

  test('sends with keepalive what fits when the page may end', async () => {
    const { url, told } = await service()
    const rows = goals(400, { item: 'x'.repeat(250) }).map((goal) => rowWith(goal))
    const transport = to(url)
    const { settled = [] } = await send(transport, rows, leaving)
    expect(told.reduce((bytes, { text }) => bytes + text.length, 0)).toBeLessThan(65_536)
    expect(settled.length).toBeGreaterThan(10)
    expect(settled).toEqual(rows.slice(0, settled.length).map(({ stream, from, to }) => [stream, from, to]))
  })

  test('does not send again from the same page what was taken while its tab was hidden', async () => {
    const { url, told } = await service()
    const transport = to(url)
    await send(transport, [rowWith(...goals(3))], leaving)
    expect((await send(transport, [rowWith(...goals(3))])).settled).toEqual([[stamp.stream, 1, 3]])
    expect(told).toHaveLength(1)
  })

  test('tells of each visitor apart from the others', async () => {
    const { url, told } = await service()
    await send(to(url), [rowWith(...goals(2)), rowWith(...goals(2, { stream: 't', visitor: 'visitor-2' }))])
    expect(told.map(({ text }) => [text.includes('visitor-1'), text.includes('visitor-2')]).sort()).toEqual([
      [false, true],
      [true, false],
    ])
  })

  test('in one request out of several that fails, leaves only that one open', async () => {
    const broken = new Set([2])
    const { url, told } = await service((_, count) => new Response('', { status: broken.has(count) ? 500 : 200 }))
    const rows = Array.from({ length: 3 }, (_, i) => rowWith(...goals(4, { stream: `s${i}`, visitor: `visitor-${i}` })))
    const transport = to(url)
    const { settled = [] } = await send(transport, rows)
    const lost = told[1]?.text ?? ''
    expect(settled).toHaveLength(2)
    expect(settled.some(([stream]) => lost.includes(`visitor-${stream.slice(1)}`))).toBe(false)
    // And the next try sends that one alone.
    const before = told.length
    expect((await send(transport, rows)).settled).toHaveLength(3)
    expect(told.slice(before).map(({ text }) => ids(text))).toEqual([ids(lost)])
  })

  test.each([301, 302, 307, 401, 403, 404, 429, 500, 502, 503])('settles nothing by a %i', async (status) => {
    const { url } = await service(
      () => new Response(null, { status, headers: { location: 'https://portal.example/' } }),
    )
    const answer = await send(to(url), [rowWith(...goals(2))])
    expect(answer.settled).toBeUndefined()
    expect(answer.refused).toBeFalsy()
  })

  test('follows no redirect: the page it leads to is no answer', async () => {
    const portal = await service()
    const { url } = await service(() => new Response(null, { status: 307, headers: { location: portal.url } }))
    expect((await send(to(url), [rowWith(...goals(2))])).settled).toBeUndefined()
    expect(portal.told).toEqual([])
  })

  test('settles nothing when the network is down', async () => {
    const { url, close } = await service()
    await close()
    expect((await send(to(url), [rowWith(...goals(2))])).settled).toBeUndefined()
  })

  test('settles nothing when it is stopped', async () => {
    const stop = new AbortController()
    const { url } = await service(() => {
      stop.abort()
      return new Promise(() => {})
    })
    const answer = await send(to(url), [rowWith(...goals(2))], { when: 'now', signal: stop.signal })
    expect(answer.settled).toBeUndefined()
  })

  test.each([
    ['120', 120_000],
    ['Wed, 21 Oct 2026 07:28:00 GMT', 0],
    ['soon', 0],
  ])('waits when it is told to: %s', async (retryAfter, afterMs) => {
    const { url } = await service(() => new Response('', { status: 429, headers: { 'retry-after': retryAfter } }))
    expect((await send(to(url), [rowWith(...goals(2))])).afterMs).toBe(afterMs)
  })
})

test.each([
  [400, (url: string) => segment('key', { url })],
  [413, (url: string) => segment('key', { url })],
  [413, (url: string) => snowplow(url)],
])('a %i is a refusal where the service says it of the body', async (status, to) => {
  const { url } = await service(() => new Response('', { status }))
  expect(await send(to(url), [rowWith(...goals(2))])).toMatchObject({ settled: undefined, refused: true })
})

test('Google documents no status for a bad body, so none is a refusal', async () => {
  const { url } = await service(() => new Response('', { status: 400 }))
  const answer = await send(ga4({ measurementId: 'G-1', url }), [rowWith(...goals(2))])
  expect([answer.settled, answer.refused]).toEqual([undefined, false])
})

test('two accounts are two destinations', () => {
  const destinations = [
    segment('a'),
    segment('b'),
    ga4({ measurementId: 'G-1', url: '/ga4' }),
    ga4({ measurementId: 'G-2', url: '/ga4' }),
    snowplow('https://a.example'),
    snowplow('https://b.example'),
    snowplow('https://a.example', { appId: 'shop' }),
  ].map(({ destination }) => destination)
  expect(new Set(destinations).size).toBe(destinations.length)
})

test('no secret is part of a destination, which is written to the disk', () => {
  expect(ga4({ measurementId: 'G-1', apiSecret: 'hidden' }).destination).not.toContain('hidden')
})

test('every self-describing event holds against the schema it names', async () => {
  const { url, told } = await service()
  await send(snowplow(url), [rowWith(...everyType)])
  const events: readonly SnowplowEvent[] = JSON.parse(told[0]?.text ?? '').data
  for (const { ue_pr } of events) {
    const { schema, data } = JSON.parse(ue_pr).data
    expect(faultsOf(igluSchema(schema), data)).toEqual([])
    expect(faultsOf(igluSchema(schema), { ...data, stream: 7 })).not.toEqual([])
  }
})
