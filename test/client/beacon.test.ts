import { gunzipSync } from 'node:zlib'
import { type Handler, serve } from '@heddle/collector/node'
import { type Batch, encodeBatch } from '@heddle/events'
import { beacon, type Departure } from 'heddle'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { withinTime } from '../../packages/client/src/within-time.js'
import { rowOf } from './rows.js'

const batch: Batch = { sentAt: 1, streams: [{ stream: 's', issued: 9 }], rows: [rowOf(1, 9)] }
const go = (when: Departure['when'], signal = new AbortController().signal): Departure => ({ when, signal })
/** A batch of about so many characters. */
const long = (chars: number): Batch => ({ ...batch, rows: [rowOf(1, 9, { bytes: chars })] })

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

async function answered(handler: Handler) {
  const server = await serve(handler)
  onTestFinished(() => server.close())
  return beacon(server.url)(batch, go('now'))
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

describe('a request that fails', () => {
  test('is still under way for the rest of the task: a page that is left hears of failures just before it ends', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    let isOver = false
    const answer = beacon('/collect')(batch, go('now')).finally(() => {
      isOver = true
    })
    for (let microtask = 0; microtask < 100; microtask++) await undefined
    expect(isOver).toBe(false)
    expect(await answer).toEqual({})
  })
})

describe('a batch', () => {
  test('is a plain text POST without a header of its own, so that no preflight is needed', async () => {
    let asked: Promise<unknown> | undefined
    await answered((request) => {
      asked = request.text().then((body) => [request.method, request.headers.get('content-type'), body])
      return new Response()
    })
    expect(await asked).toEqual(['POST', 'text/plain;charset=UTF-8', encodeBatch(batch)])
  })

  const ok = () => new Response(JSON.stringify(good))

  /** The requests that a batch leads to. */
  async function requests(...batches: readonly (readonly [Batch, Departure['when']])[]) {
    const fetching = vi.fn(async (_url: string, _request: RequestInit) => ok())
    vi.stubGlobal('fetch', fetching)
    const transport = beacon('/collect')
    for (const [batch, when] of batches) await transport(batch, go(when))
    return fetching.mock.calls.map(([, request]) => request)
  }

  test('of a page that may end outlives it, and its answer is heard if the page lives on', async () => {
    const fetching = vi.fn(async (_url: string, _request: RequestInit) => ok())
    vi.stubGlobal('fetch', fetching)
    const sendBeacon = vi.fn(() => true)
    vi.stubGlobal('navigator', { sendBeacon })
    expect(await beacon('/collect')(batch, go('leaving'))).toMatchObject({ settled: [['s', 1, 7]] })
    expect(fetching).toHaveBeenCalledWith('/collect', expect.objectContaining({ keepalive: true, method: 'POST' }))
    expect(sendBeacon).not.toHaveBeenCalled()
  })

  test('outlives its page while that takes little of what its other scripts need; when it ends, up to 60,000', async () => {
    const sent = await requests(
      [long(1000), 'now'],
      [long(20_000), 'now'],
      [long(50_000), 'leaving'],
      [long(61_000), 'leaving'],
    )
    expect(sent.map(({ keepalive }) => keepalive)).toEqual([true, false, true, false])
  })

  test('does without the right to outlive its page after a failure: other scripts may have used it up', async () => {
    let attempts = 0
    const fetching = vi.fn(async (_url: string, _request: RequestInit) => {
      if (!attempts++) throw new TypeError('Failed to fetch')
      return ok()
    })
    vi.stubGlobal('fetch', fetching)
    const transport = beacon('/collect')
    expect(await transport(batch, go('now'))).toEqual({})
    expect(await transport(batch, go('now'))).toMatchObject({ settled: [['s', 1, 7]] })
    expect(fetching.mock.calls.map(([, { keepalive }]) => keepalive)).toEqual([true, false])
  })

  test('is compressed where it is long and there is time, and only then', async () => {
    const [short, packed, leaving] = await requests([long(1000), 'now'], [long(9000), 'now'], [long(9000), 'leaving'])
    expect([short?.body, leaving?.body]).toEqual([encodeBatch(long(1000)), encodeBatch(long(9000))])
    if (!(packed?.body instanceof Blob)) throw new TypeError('A long batch is not compressed.')
    expect(gunzipSync(await packed.body.arrayBuffer()).toString()).toBe(encodeBatch(long(9000)))
    expect(packed.body.type).toBe('') // Any type of its own would ask for a preflight.
  })

  test('is sent as it is where the browser cannot compress', async () => {
    vi.stubGlobal('CompressionStream', undefined)
    expect((await requests([long(9000), 'now'])).map(({ body }) => body)).toEqual([encodeBatch(long(9000))])
  })

  test('for later is held by the browser until it is taken back, and nothing is known of it', async () => {
    const fetchLater = vi.fn()
    vi.stubGlobal('fetchLater', fetchLater)
    vi.stubGlobal('fetch', undefined)
    const { signal } = new AbortController()
    expect(await beacon('/collect')(batch, go('later', signal))).toEqual({})
    const request = { method: 'POST', body: encodeBatch(batch), keepalive: true, signal }
    expect(fetchLater.mock.calls).toEqual([['/collect', request]])
  })

  test('for later is nothing where the browser has no such means, or no room', async () => {
    expect(await requests([batch, 'later'])).toEqual([])
    vi.stubGlobal('fetchLater', () => {
      throw new DOMException('No room.', 'QuotaExceededError')
    })
    expect(await beacon('/collect')(batch, go('later'))).toEqual({})
  })

  test('ends when nobody needs it any more', async () => {
    const ending = new AbortController()
    const server = await serve(() => {
      ending.abort()
      return new Promise(() => {})
    })
    onTestFinished(() => server.close())
    expect(await beacon(server.url)(batch, go('now', ending.signal))).toEqual({})
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

describe('a batch is refused by', () => {
  test.each<[string, Handler]>([
    ['a 413, whoever says so', text('<h1>Request Entity Too Large</h1>', 413)],
    ['a 400 with a reason in JSON', json({ error: 'The body is not JSON.' }, 400)],
  ])('%s', async (_, handler) => {
    expect((await answered(handler)).refused).toBe(true)
  })

  test.each<[string, Handler]>([
    ['a 400 of something else', text('Bad Request', 400)],
    ['a 400 without a reason', json({}, 400)],
    ['a 403, which may pass', json({ error: 'This origin may not send events.' }, 403)],
    ['a 429', json({ error: 'Too many.', retryAfterMs: 1000 }, 429)],
    ['a 503', json({ error: 'The disk is full.' }, 503)],
    ['a 200', json(good)],
  ])('not: %s', async (_, handler) => {
    expect((await answered(handler)).refused).toBeFalsy()
  })
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
    expect(await beacon(server.url)(batch, go('now'))).toEqual({})
  })

  test('an answer that stops in the middle', async () => {
    const limit = new AbortController()
    const half = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode(cut)),
      pull: () => {
        limit.abort()
        return new Promise(() => {})
      },
    })
    const server = await serve(() => new Response(half))
    onTestFinished(() => server.close())
    expect(await beacon(server.url)(batch, go('now', limit.signal))).toEqual({})
  })
})

describe('the time an answer may take', () => {
  test('is 10 seconds', () => {
    const limit = new AbortController()
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal)
    const signal = withinTime(new AbortController().signal)
    expect(timeout).toHaveBeenCalledWith(10_000)
    expect(signal.aborted).toBe(false)
    limit.abort()
    expect(signal.aborted).toBe(true)
  })

  test('ends when nobody needs the answer any more', () => {
    const ending = new AbortController()
    const signal = withinTime(ending.signal)
    ending.abort()
    expect(signal.aborted).toBe(true)
  })

  test('is limited in a browser too that cannot join two signals', () => {
    const limit = new AbortController()
    vi.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal)
    const any = Object.getOwnPropertyDescriptor(AbortSignal, 'any') ?? {}
    Object.defineProperty(AbortSignal, 'any', { ...any, value: undefined })
    onTestFinished(() => void Object.defineProperty(AbortSignal, 'any', any))
    expect(withinTime(new AbortController().signal)).toBe(limit.signal)
  })
})
