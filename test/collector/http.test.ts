import { gzipSync } from 'node:zlib'
import { type CollectorProblem, createCollector } from '@heddle/collector'
import { describe, expect, test } from 'vitest'
import { handStore, memoryStore } from './hand-store.js'
import { acknowledgement, body, click, clicks, post, refusal, row, seqsIn } from './send.js'

const collect = createCollector({ store: memoryStore(), maxBodyBytes: 10_000 })

describe('a body', () => {
  test.each(['text/plain;charset=UTF-8', 'application/json', 'application/octet-stream'])(
    'may be sent as %s',
    async (type) => {
      const response = await collect(post(clicks({ seqs: [1] }), { 'content-type': type }))
      expect((await acknowledgement(response)).acks).toEqual([['s', 1, 1]])
    },
  )

  test.each([
    ['', /^The body is not JSON: /],
    ['<html></html>', /^The body is not JSON: /],
    ['{"version":1}', /^The batch has no sentAt in ms since the epoch\.$/],
    [new Uint8Array([0x7b, 0xff, 0x7d]), /^The body is not UTF-8 text\.$/],
  ])('that cannot be read is refused with a sentence: %j', async (text, sentence) => {
    expect(await refusal(await collect(post(text)))).toEqual({ status: 400, error: expect.stringMatching(sentence) })
  })

  test('that is too large is refused, said beforehand or not', async () => {
    const large = clicks({ seqs: Array.from({ length: 200 }, (_, i) => i + 1) })
    const error = 'The body is larger than 10000 bytes; send less at once.'
    expect(await refusal(await collect(post(large, { 'content-length': String(large.length) })))).toEqual({
      status: 413,
      error,
    })
    expect(await refusal(await collect(post(large)))).toEqual({ status: 413, error })
  })

  test('that is small and unfolds into a large log is refused', async () => {
    const events = Array.from({ length: 100 }, (_, i) => click(i + 1))
    const unfolding = body([{ ...row(events), shared: 'x'.repeat(2000) }])
    expect(unfolding.length).toBeLessThan(10_000)
    expect(await refusal(await collect(post(unfolding)))).toMatchObject({
      status: 413,
      error: expect.stringMatching(/written out/),
    })
  })
})

describe('a packed body', () => {
  const packed = (text: string) => new Uint8Array(gzipSync(text))

  test.each([{}, { 'content-encoding': 'gzip' }])('is known by its first bytes, with headers %j', async (headers) => {
    const response = await collect(post(packed(clicks({ stream: 'packed', seqs: [1, 2] })), headers))
    expect((await acknowledgement(response)).acks).toEqual([['packed', 1, 2]])
  })

  test('that unpacks to more than is taken is refused, however small it is', async () => {
    const bomb = packed(`"${'x'.repeat(9_000_000)}"`)
    expect(bomb.byteLength).toBeLessThan(10_000)
    expect(await refusal(await collect(post(bomb)))).toMatchObject({ status: 413 })
  })

  test.each([
    ['cut', packed(clicks({ seqs: [1] })).slice(0, -9)],
    ['with more behind it', new Uint8Array([...packed(clicks({ seqs: [1] })), 1, 2, 3])],
    ['only begun', new Uint8Array([0x1f, 0x8b])],
  ])('that is broken is refused with a sentence: %s', async (_, bytes) => {
    const error = 'The body begins as gzip and cannot be unpacked.'
    expect(await refusal(await collect(post(bytes)))).toEqual({ status: 400, error })
  })
})

describe('a store that is too slow', () => {
  test('makes pages wait, stores nothing of theirs, and takes them when it has caught up', async () => {
    const store = handStore()
    const problems: CollectorProblem[] = []
    const maxWaiting = 1000
    const slow = createCollector({ store, maxWaiting, onProblem: (problem) => problems.push(problem) })
    const send = (stream: string, count: number) =>
      slow(post(clicks({ stream, seqs: Array.from({ length: count }, (_, i) => i + 1) })))
    const first = send('a', 40) // Larger than all that may wait: when nothing waits it is taken.
    const append = await store.next()
    for (const stream of ['b', 'c']) {
      expect(await refusal(await send(stream, 1))).toMatchObject({ status: 503, retryAfterMs: 5000 })
    }
    expect(problems).toEqual([{ kind: 'overload', waiting: expect.any(Number) }])
    append.succeed()
    await acknowledgement(await first)
    const later = send('b', 1)
    void store.next().then((next) => next.succeed())
    expect((await acknowledgement(await later)).acks).toEqual([['b', 1, 1]])
    expect(seqsIn(store.lines, 'c')).toEqual([])
  })
})

describe('a page of another origin', () => {
  test('may read every answer', async () => {
    for (const request of [
      post(clicks({ seqs: [1] })),
      post('broken'),
      new Request('http://c.example', { method: 'PUT' }),
    ]) {
      expect((await collect(request)).headers.get('access-control-allow-origin')).toBe('*')
    }
  })

  test('may read it only if it is allowed, where origins are named', async () => {
    const allowOrigin = ['https://shop.example', 'https://help.example']
    const strict = createCollector({ store: memoryStore(), allowOrigin })
    const allowed = async (origin: string) => {
      const { headers } = await strict(post(clicks({ seqs: [1] }), { origin }))
      expect(headers.get('vary')).toBe('Origin')
      return headers.get('access-control-allow-origin')
    }
    expect(await allowed('https://help.example')).toBe('https://help.example')
    expect(await allowed('https://evil.example')).toBeNull()
    expect(await allowed('https://shop.exampl')).toBeNull()
  })

  test('may ask first', async () => {
    const response = await collect(
      new Request('http://c.example', { method: 'OPTIONS', headers: { origin: 'https://shop.example' } }),
    )
    expect(response.status).toBe(204)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'Content-Type',
    })
  })
})

describe('another method', () => {
  test('GET says what this is', async () => {
    const response = await collect(new Request('http://c.example'))
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('Heddle collector')])
  })

  test('DELETE is told which methods there are', async () => {
    const response = await collect(new Request('http://c.example', { method: 'DELETE' }))
    expect(response.headers.get('allow')).toContain('POST')
    expect(await refusal(response)).toEqual({ status: 405, error: 'A collector takes batches by POST, not by DELETE.' })
  })
})
