// @vitest-environment happy-dom
import type { Answer } from 'heddle'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { memoryRows } from '../../../packages/client/src/delivery/memory-rows.js'
import { nextTask, setHidden } from '../page.js'
import { hasAll, settleAll, settleNothing } from '../recorder.js'
import { rowOf } from '../rows.js'
import { here, seqs, valuesOf, visit } from './visit.js'

beforeEach(() => {
  localStorage.clear()
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const told = ({ sent }: ReturnType<typeof visit>) => sent.map(({ when, events }) => [when, seqs(events)])
const notes = ({ client }: ReturnType<typeof visit>) =>
  JSON.parse(localStorage.getItem(`heddle ${here} ${client.diagnostics().stream}`) ?? 'null')

describe('a page that is hidden', () => {
  test('hands the browser what waits at once, and settles it when an answer comes', async () => {
    let answer: (answer: Answer) => void = () => {}
    const page = visit(
      () =>
        new Promise((resolve) => {
          answer = resolve
        }),
    )
    page.say()
    setHidden(true)
    expect(told(page)).toEqual([['leaving', [1]]])
    expect(await page.rows()).toHaveLength(1)
    answer({ settled: [[page.client.diagnostics().stream, 1, 1]] })
    await nextTask()
    expect(await page.rows()).toEqual([])
    await page.client.flush()
    expect(page.sent).toHaveLength(1)
  })

  test('says nothing twice: neither at pagehide, nor when it is hidden again without news', async () => {
    const page = visit()
    page.say()
    setHidden(true)
    window.dispatchEvent(new Event('pagehide'))
    setHidden(false)
    setHidden(true)
    await nextTask()
    expect(told(page)).toEqual([['leaving', [1]]])
  })

  test('hands over at once what others record as they hear that it is hidden, such as vitals', async () => {
    const page = visit()
    addEventListener('visibilitychange', () => page.say(), { once: true })
    setHidden(true)
    await Promise.resolve()
    expect(told(page)).toEqual([['leaving', [1]]])
  })

  test('sends what is recorded while it is hidden within a second', async () => {
    vi.useFakeTimers()
    const page = visit()
    page.say()
    setHidden(true)
    await vi.advanceTimersByTimeAsync(100)
    page.say()
    await vi.advanceTimersByTimeAsync(1000)
    expect(told(page).map(([, numbers]) => numbers)).toEqual([[1], [2]])
  })

  test('sends at once what is recorded while it ends', async () => {
    const page = visit()
    setHidden(true)
    window.dispatchEvent(new Event('pagehide'))
    page.say()
    await Promise.resolve()
    expect(told(page)).toEqual([['leaving', [1]]])
  })

  test('asks about what it handed over, once it is shown again and has had no answer', async () => {
    vi.useFakeTimers()
    let answer = settleNothing as () => Answer
    const page = visit((batch) => (batch.ask?.[0] ? hasAll(batch) : answer()))
    page.say()
    setHidden(true)
    setHidden(false)
    answer = () => ({})
    await vi.advanceTimersByTimeAsync(2000)
    const { stream } = page.client.diagnostics()
    expect(page.sent.map(({ when, events, ask }) => [when, seqs(events), ask])).toEqual([
      ['leaving', [1], []],
      ['now', [], [[stream, 1, 1]]],
    ])
    expect(await page.rows()).toEqual([])
  })

  test('hands over its own events, not the backlog of earlier pages, which the buffer keeps', async () => {
    const place = memoryRows()
    const event = { type: 'goal', goal: 'help', seq: 5, at: 1, page: '/' }
    const json = JSON.stringify({ stream: 'earlier', visitor: 'me', session: 's', events: [event] })
    await place(here).replace([], [rowOf(5, 5, { stream: 'earlier', json, at: Date.now() })])
    const { client, say, sent, rows } = visit(settleNothing, { place })
    await client.flush()
    say()
    setHidden(true)
    expect(sent.at(-1)).toMatchObject({ when: 'leaving', events: [{ seq: 1 }] })
    expect(sent.at(-1)?.events).toHaveLength(1)
    expect((await rows()).map(({ stream }) => stream)).toContain('earlier')
  })

  test('hands over the latest first, which say how far the stream has counted, and no more than may outlive it', async () => {
    const { client, say, sent } = visit(settleNothing)
    for (let i = 1; i <= 400; i++) {
      say(i)
      await Promise.resolve()
    }
    setHidden(true)
    expect(sent).toHaveLength(1)
    expect(sent[0]?.streams).toEqual([{ stream: client.diagnostics().stream, issued: 400 }])
    const handed = seqs(sent[0]?.events ?? [])
    expect(handed[0]).toBe(400)
    expect(handed.length).toBeGreaterThan(100)
    expect(handed.length).toBeLessThanOrEqual(200)
  })

  test('hands over what comes after a denial was taken back', () => {
    const { client, say, sent } = visit()
    for (let i = 0; i < 3; i++) say()
    setHidden(true)
    setHidden(false)
    client.setConsent('denied')
    client.setConsent('granted')
    say()
    setHidden(true)
    expect(sent.at(-1)).toMatchObject({ when: 'leaving', events: [{ seq: 1 }] })
    expect(sent).toHaveLength(2)
  })

  test('leaves a collector alone that six attempts could not reach, and nothing is lost by it', async () => {
    vi.useFakeTimers()
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const page = visit(settleNothing)
    page.say(1)
    await vi.advanceTimersByTimeAsync(2000)
    expect(page.client.diagnostics().attempts).toBe(6)
    page.say(2)
    setHidden(true)
    expect(page.sent).toHaveLength(6)
    expect(notes(page)).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(30_000)
    expect(page.sent.length).toBeGreaterThan(6)
  })

  test('is not kept from it by a collector that only has been out of reach a few times', async () => {
    vi.useFakeTimers()
    vi.spyOn(Math, 'random').mockReturnValue(1)
    const page = visit(settleNothing)
    page.say(1)
    await vi.advanceTimersByTimeAsync(1000)
    page.say(2)
    setHidden(true)
    expect(page.sent.at(-1)?.when).toBe('leaving')
    expect(valuesOf(page.sent.at(-1)?.events ?? [])).toContain(2)
  })
})

describe('the notes of a page that may end', () => {
  test.each([
    ['is hidden', () => setHidden(true)],
    ['is left', () => window.dispatchEvent(new Event('pagehide'))],
  ])('are written within the task when it %s', (_, end) => {
    const page = visit(settleNothing)
    page.say()
    end()
    expect(notes(page)).toMatchObject([{ from: 1, to: 1, sent: true }])
  })

  test('say nothing of what is settled, and go with the last of it', async () => {
    const page = visit(settleAll)
    page.say()
    setHidden(true)
    await nextTask()
    window.dispatchEvent(new Event('pagehide'))
    expect(notes(page)).toBeNull()
  })

  test('are no longer than 48 kB, and hold the latest', async () => {
    const page = visit(settleNothing)
    for (let i = 0; i < 400; i++) {
      page.say(i)
      await Promise.resolve()
    }
    setHidden(true)
    const rows: readonly { readonly from: number; readonly bytes: number }[] = notes(page)
    expect(rows.map(({ from }) => from)).toContain(400)
    expect(rows.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(48_000)
  })

  test('are taken over by the next page, which asks about them and then has the notes no more', async () => {
    const place = memoryRows()
    const page = visit(settleNothing, { place })
    page.say()
    page.client.close()
    const { stream } = page.client.diagnostics()
    const next = visit(hasAll, { place })
    await next.client.flush()
    expect(next.sent.map(({ events, ask }) => [events, ask])).toEqual([[[], [[stream, 1, 1]]]])
    expect([notes(page), await next.rows()]).toEqual([null, []])
  })

  test('are enough where nothing else was kept: what has not arrived is sent by the next page', async () => {
    const page = visit(settleNothing)
    page.say(7)
    page.client.close()
    const next = visit(settleAll)
    await next.client.flush()
    expect(valuesOf(next.events())).toEqual([7])
  })

  test('of damaged text are thrown away', async () => {
    localStorage.setItem(`heddle ${here} damaged`, '{"not":')
    const { client, say, events } = visit()
    say()
    await client.flush()
    expect([events().length, localStorage.getItem(`heddle ${here} damaged`)]).toEqual([1, null])
  })

  test('are left alone that belong to another destination, also where one begins like the other', async () => {
    const { client } = visit()
    localStorage.setItem(`heddle ${here}/more theirs`, '[]')
    await client.flush()
    expect(localStorage.getItem(`heddle ${here}/more theirs`)).toBe('[]')
  })
})

describe('what the browser holds for later', () => {
  test('is what waits, and is taken back by the next attempt', async () => {
    vi.useFakeTimers()
    const { client, say, held, sent } = visit()
    await client.flush()
    say()
    await vi.advanceTimersByTimeAsync(0)
    expect(held.map(({ events, signal }) => [seqs(events), signal.aborted])).toEqual([[[1], false]])
    await vi.advanceTimersByTimeAsync(1000)
    expect([held[0]?.signal.aborted, sent.length]).toEqual([true, 1])
  })

  test('is what waits also in the first second of a page', async () => {
    vi.useFakeTimers()
    const { say, held } = visit()
    say()
    await vi.advanceTimersByTimeAsync(0)
    expect(held.map(({ events }) => seqs(events))).toEqual([[1]])
  })

  test('waits with the next attempt while the collector cannot be reached, one request at a time', async () => {
    vi.useFakeTimers()
    let isUp = false
    const { say, held } = visit((batch) => (isUp ? hasAll(batch) : {}))
    const heldNow = () => held.filter(({ signal }) => !signal.aborted)
    for (let i = 0; i < 30; i++) {
      say(i)
      await vi.advanceTimersByTimeAsync(700)
      expect(heldNow().length).toBeLessThanOrEqual(1)
    }
    expect(heldNow()).toHaveLength(1)
    isUp = true
    await vi.advanceTimersByTimeAsync(600_000)
    expect(heldNow()).toEqual([])
  })

  test.each(['denied', 'pending'] as const)('is taken back when consent is %s', async (consent) => {
    const { client, say, held } = visit()
    await client.flush()
    say()
    await nextTask()
    client.setConsent(consent)
    expect(held.map(({ signal }) => signal.aborted)).toEqual([true])
  })

  test('is taken back when the client is closed or the page is left, which hands over the same', async () => {
    const { client, say, held, sent } = visit()
    await client.flush()
    say()
    await nextTask()
    client.close()
    expect([held.map(({ signal }) => signal.aborted), sent.map(({ when }) => when)]).toEqual([[true], ['leaving']])
  })
})
