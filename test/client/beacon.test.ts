import { type Handler, serve } from '@heddle/collector/node'
import { type Batch, encodeBatch } from '@heddle/events'
import { beacon } from 'heddle'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { rowOf } from './rows.js'

const batch: Batch = { sentAt: 1, streams: [{ stream: 's', issued: 9 }], rows: [rowOf(1, 9)] }
const staying = { leaving: false }

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

async function answered(handler: Handler) {
  const server = await serve(handler)
  onTestFinished(() => server.close())
  return beacon(server.url)(batch, staying)
}

const json =
  (body: unknown, status = 200): Handler =>
  () =>
    new Response(JSON.stringify(body), { status })
const text =
  (body: string, status = 200): Handler =>
  () =>
    new Response(body, { status })
const good = { acks: [['s', 1, 7]], rejected: [], serverTime: 1 }

describe('a batch', () => {
  test('is a plain text POST without a header of its own, so that no preflight is needed', async () => {
    let asked: Promise<unknown> | undefined
    await answered((request) => {
      asked = request.text().then((body) => [request.method, request.headers.get('content-type'), body])
      return new Response()
    })
    expect(await asked).toEqual(['POST', 'text/plain;charset=UTF-8', encodeBatch(batch)])
  })

  test('of a page that may end is a beacon, and nobody believes its true', async () => {
    const sendBeacon = vi.fn(() => true)
    vi.stubGlobal('navigator', { sendBeacon })
    expect(await beacon('/collect')(batch, { leaving: true })).toEqual({})
    expect(sendBeacon.mock.calls).toEqual([['/collect', encodeBatch(batch)]])
  })

  test('knows its destination', () => {
    expect(beacon('/collect').destination).toBe('/collect')
  })
})

describe('an answer', () => {
  test('settles what it acknowledges', async () => {
    expect(await answered(json(good))).toMatchObject({ settled: [['s', 1, 7]] })
  })

  test('settles what it rejects, and says so to the site’s owner', async () => {
    const rejected = [
      ['s', 8, 'page: too long'],
      ['s', 9, 'page: too long'],
    ]
    expect(await answered(json({ ...good, rejected }))).toMatchObject({
      settled: [
        ['s', 1, 7],
        ['s', 8, 8],
        ['s', 9, 9],
      ],
      problem: { kind: 'rejected', rejected },
    })
  })

  test('has no problem where nothing is rejected', async () => {
    expect((await answered(json(good))).problem).toBeUndefined()
  })

  test('says how long to wait, also when it is a refusal', async () => {
    expect((await answered(json({ ...good, retryAfterMs: 5000 }))).afterMs).toBe(5000)
    const refusal = await answered(json({ error: 'The disk is full.', retryAfterMs: 7000 }, 503))
    expect([refusal.afterMs, refusal.settled ?? []]).toEqual([7000, []])
  })

  test.each(['soon', null, 1e300, -5, Number.MAX_SAFE_INTEGER])(
    'that asks for a wait of %j makes no timer fire at once for ever',
    async (retryAfterMs) => {
      const { afterMs = 0 } = await answered(json({ ...good, retryAfterMs }))
      expect(afterMs).toBeLessThanOrEqual(2_147_483_647)
      expect(Math.max(afterMs, 1000)).toBeGreaterThanOrEqual(1000)
    },
  )
})

describe('nothing is settled by', () => {
  const cut = JSON.stringify(good).slice(0, -10)

  test.each<[string, Handler]>([
    ['an empty 200', text('')],
    ['a captive portal', text('<!doctype html><title>Log in</title>')],
    ['JSON that was cut', text(cut)],
    ['null', text('null')],
    ['a number', text('7')],
    ['JSON of something else', json({ ok: true })],
    ['acks that are no list', json({ ...good, acks: 'all' })],
    ['acks that are no ranges', json({ ...good, acks: [5] })],
    ['acks of nothing', json({ ...good, acks: [null] })],
    ['rejections that are no list', json({ ...good, rejected: 5 })],
    ['a 500', text('Internal Server Error', 500)],
    ['a 413', json({ error: 'The body is larger than 1 bytes; send less at once.' }, 413)],
    ['a 400', json({ error: 'The body is not JSON.' }, 400)],
    ['a redirect to nowhere', () => new Response(null, { status: 302, headers: { location: 'http://127.0.0.1:1/' } })],
  ])('%s', async (_, handler) => {
    const { settled = [] } = await answered(handler)
    expect(settled.filter(([stream]) => stream === 's')).toEqual([])
  })

  test('a network that is down', async () => {
    const server = await serve(() => new Response())
    await server.close()
    expect(await beacon(server.url)(batch, staying)).toEqual({})
  })

  test('an answer that does not come: after 10 seconds nobody waits for it', async () => {
    const limit = new AbortController()
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal)
    const answer = answered(() => {
      limit.abort() // The ten seconds are over.
      return new Promise(() => {})
    })
    expect(await answer).toEqual({})
    expect(timeout).toHaveBeenCalledWith(10_000)
  })

  test('an answer that stops in the middle', async () => {
    const limit = new AbortController()
    vi.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal)
    const half = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode(cut)),
      pull: () => {
        limit.abort()
        return new Promise(() => {})
      },
    })
    expect(await answered(() => new Response(half))).toEqual({})
  })
})
