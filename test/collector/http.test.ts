import { createCollector } from '@heddle/collector'
import { describe, expect, test } from 'vitest'
import { memoryStore } from './hand-store.js'
import { acknowledgement, body, click, clicks, post, refusal, row } from './send.js'

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
