// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { memoryRows } from '../../../packages/client/src/delivery/memory-rows.js'
import { nextTask } from '../page.js'
import { type Answering, hasAll, settleAll } from '../recorder.js'
import { rowOf } from '../rows.js'
import { here, seqs, valuesOf, visit } from './visit.js'

beforeEach(() => {
  localStorage.clear()
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const refused: Answering = () => ({ refused: true })

/** A collector that refuses whatever has this in it. */
const refusing =
  (text: string): Answering =>
  (batch, how) =>
    batch.rows.some(({ json }) => json.includes(text)) ? refused(batch, how) : hasAll(batch)

describe('a batch that is refused', () => {
  test('is halved at once until what nobody takes is alone; all others arrive, none of them twice', async () => {
    const { client, say, sent, events, rows } = visit(refusing('"value":666'))
    for (const value of [1, 2, 3, 666, 5, 6, 7, 8]) {
      say(value)
      await Promise.resolve()
    }
    await client.flush()
    expect(sent.slice(0, 3).map(({ events }) => seqs(events).length)).toEqual([8, 4, 2])
    expect(sent.length).toBeLessThan(12)
    const taken = sent.filter(({ events }) => !valuesOf(events).includes(666)).flatMap(({ events }) => seqs(events))
    expect([...taken].sort()).toEqual([1, 2, 3, 5, 6, 7, 8])
    expect(seqs(events())).toContain(4)
    expect(await rows()).toEqual([])
  })

  test('leaves nobody waiting: no attempt has failed', async () => {
    const { client, say, problems } = visit(refusing('"value":666'))
    say(666)
    await client.flush()
    expect(client.diagnostics()).toMatchObject({ waiting: 0, attempts: 0, pausedUntil: 0 })
    expect(problems.map(({ kind }) => kind)).toEqual(['dropped'])
  })

  test('may have been so for what carried it: its rows are not asked about, they are sent', async () => {
    let isFirst = true
    const { client, say, sent } = visit((batch) => {
      if (!isFirst) return settleAll(batch)
      isFirst = false
      return { refused: true }
    })
    for (const value of [1, 2]) {
      say(value)
      await Promise.resolve()
    }
    await client.flush()
    expect(sent.map(({ events, ask }) => [seqs(events), ask])).toEqual([[[1, 2], []], [[1], []], [[2], []]]) // biome-ignore format: one attempt after the other
  })
})

describe('a row that is refused alone', () => {
  test('is given up: the site’s owner is told, and the collector with the next batch, and nobody twice', async () => {
    const { client, say, sent, problems, rows } = visit(refusing('"value":666'))
    const { stream } = client.diagnostics()
    say(1)
    await Promise.resolve()
    say(666)
    say(667)
    await client.flush()
    expect(problems).toEqual([{ kind: 'dropped', reason: 'refused', dropped: [[stream, 2, 3]] }])
    const told = sent.flatMap(({ streams }) => streams.filter(({ dropped }) => dropped))
    expect(told).toEqual([{ stream, issued: 3, dropped: [[2, 3, 'refused']] }])
    expect(await rows()).toEqual([])
    say(4)
    await client.flush()
    expect(sent.at(-1)).toMatchObject({ events: [{ seq: 4 }], streams: [{ stream, issued: 4 }] })
  })

  test('is told of until an answer has heard it, also by the next page', async () => {
    const place = memoryRows()
    const page = visit((batch, how) => (batch.rows[0] ? refused(batch, how) : {}), { place })
    const { stream } = page.client.diagnostics()
    page.say(666)
    await page.client.flush()
    page.client.setConsent('pending')
    const next = visit(settleAll, { place })
    await next.client.flush()
    expect(next.sent[0]?.streams).toContainEqual({ stream, issued: 1, dropped: [[1, 1, 'refused']] })
    expect(await next.rows()).toEqual([])
  })

  test('is given up once, though an earlier page has left it', async () => {
    vi.useFakeTimers()
    const place = memoryRows()
    const event = { type: 'goal', goal: 'help', value: 666, seq: 1, at: 1, page: '/' }
    const json = JSON.stringify({ stream: 'earlier', visitor: 'me', session: 's', events: [event] })
    await place(here).replace([], [rowOf(1, 1, { stream: 'earlier', json, bytes: 100, at: Date.now() })])
    const { sent, problems, rows } = visit(refusing('"value":666'), { place })
    await vi.advanceTimersByTimeAsync(100_000)
    expect(problems).toEqual([{ kind: 'dropped', reason: 'refused', dropped: [['earlier', 1, 1]] }])
    expect([sent.length, await rows()]).toEqual([2, []])
  })
})

test('a collector that refuses whatever it is sent is not asked without a pause', async () => {
  vi.useFakeTimers()
  let attempts = 0
  const { say, problems } = visit(() => (++attempts < 100 ? { refused: true } : new Promise(() => {})))
  say(1)
  await vi.advanceTimersByTimeAsync(60_000)
  // The event, then only that it was given up: at most 6 times in quick succession, then every 30 seconds.
  expect(attempts).toBeGreaterThan(2)
  expect(attempts).toBeLessThan(20)
  expect(problems.filter(({ kind }) => kind === 'dropped')).toHaveLength(1)
})

test('what waits too long or is too much is given up, the least important and oldest first, and named', async () => {
  const place = memoryRows()
  const now = Date.now()
  const text = (type: string) => `{"stream":"earlier","visitor":"v","session":"s","events":[{"type":"${type}"}]}`
  const options = { stream: 'earlier', bytes: 2_000_000 }
  await place(here).replace(
    [],
    [
      rowOf(1, 1, { ...options, at: now - 3, json: text('exposure') }),
      rowOf(2, 2, { ...options, at: now - 2, json: text('vital') }),
      rowOf(3, 3, { ...options, at: now - 1, json: text('goal') }),
      rowOf(4, 4, { ...options, at: now - 15 * 86_400_000, json: text('exposure'), bytes: 10 }),
    ],
  )
  const { problems, rows } = visit(() => ({}), { place })
  await nextTask()
  expect(problems).toEqual([
    {
      kind: 'dropped',
      reason: 'overflow',
      dropped: [
        ['earlier', 2, 2],
        ['earlier', 4, 4],
      ],
    },
  ])
  const left = (await rows()).map(({ from, reason }) => [from, reason])
  expect(left.sort()).toEqual([[1, undefined], [2, 'overflow'], [3, undefined], [4, 'overflow']]) // biome-ignore format: pairs
})
