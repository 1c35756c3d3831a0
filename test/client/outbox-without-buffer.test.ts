// @vitest-environment happy-dom
import { type Answer, defineGoal, type Problem } from 'heddle'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { clientVersion } from '../../packages/client/src/client-version.js'
import { clientWith, goTo, nextTask, setHidden } from './page.js'
import { type Answering, recorder, settleAll, settleNothing } from './recorder.js'

const goal = defineGoal('help')

beforeEach(() => {
  localStorage.clear()
  goTo('/')
})

afterEach(() => {
  vi.useRealTimers()
})

function start(answer: Answering = settleAll) {
  const problems: Problem[] = []
  const { transport, sent, events } = recorder(answer)
  const client = clientWith({ transport, consent: 'granted', onProblem: (problem) => problems.push(problem) })
  return { client, sent, events, problems }
}

const seqs = (events: readonly { readonly seq: number }[]) => events.map(({ seq }) => seq)

describe('without a buffer, an event', () => {
  test('is numbered without a gap, and carries the page it happened on', async () => {
    const { client, events } = start()
    client.track(goal, 1)
    goTo('/cart?coupon=secret')
    client.track(goal, 2)
    await client.flush()
    expect(events()).toMatchObject([
      { seq: 1, value: 1, page: '/' },
      { seq: 2, value: 2, page: '/cart' },
    ])
    expect(events()[0]?.stream).toBe(events()[1]?.stream)
  })

  test('is sent within a second without being asked, with how far its stream has counted', async () => {
    vi.useFakeTimers()
    const { client, sent } = start()
    client.track(goal)
    client.track(goal)
    await vi.advanceTimersByTimeAsync(1000)
    expect(sent.map(({ events }) => seqs(events))).toEqual([[1, 2]])
    expect(sent[0]?.streams).toEqual([{ stream: sent[0]?.events[0]?.stream, issued: 2 }])
  })

  test('is never sent again once it is settled, though others of its batch are not', async () => {
    let answer: Answering = ({ rows }) => ({
      settled: rows.filter(({ from }) => from !== 2).map(({ stream, from, to }) => [stream, from, to]),
    })
    const { client, sent } = start((batch, how) => answer(batch, how))
    for (const value of [1, 2, 3]) client.track(goal, value)
    await client.flush()
    answer = settleAll
    await client.flush()
    await client.flush()
    expect(seqs(sent[0]?.events ?? [])).toEqual([1, 2, 3])
    expect(sent.slice(1).flatMap(({ events }) => seqs(events))).not.toContain(1)
    expect(seqs(sent.at(-1)?.events ?? [])).toEqual([2])
  })

  test('that comes while others are on their way is sent after them, and they are not sent twice', async () => {
    let arrive = () => {}
    const { client, sent } = start(async (batch) => {
      await new Promise<void>((resolve) => {
        arrive = resolve
      })
      return settleAll(batch)
    })
    client.track(goal)
    const flushed = client.flush()
    client.track(goal)
    client.flush()
    arrive()
    await nextTask()
    arrive()
    await flushed
    expect(sent.map(({ events }) => seqs(events))).toEqual([[1], [2]])
  })

  test('that is rejected is reported and not sent again', async () => {
    const problem: Problem = { kind: 'rejected', rejected: [['s', 1, 'page: too long']] }
    const { client, sent, problems } = start((batch) => ({ ...settleAll(batch), problem }))
    client.track(goal)
    await client.flush()
    await client.flush()
    expect([problems, sent.length]).toEqual([[problem], 1])
  })
})

describe('without a buffer, a collector that cannot be reached', () => {
  test('is tried again later, and later still, and receives every event once it can be', async () => {
    vi.useFakeTimers()
    vi.spyOn(Math, 'random').mockReturnValue(0)
    let answer: Answering = settleNothing
    const { client, sent, events } = start((batch, how) => answer(batch, how))
    for (let i = 0; i < 120; i++) client.track(goal, i)
    const attemptsAfter = async (ms: number) => {
      await vi.advanceTimersByTimeAsync(ms)
      return sent.length
    }
    expect(await attemptsAfter(1000)).toBe(1)
    expect(await attemptsAfter(999)).toBe(1)
    expect(await attemptsAfter(1)).toBe(2)
    client.track(goal, 120)
    expect(await attemptsAfter(2999)).toBe(2) // A new event does not shorten the wait.
    expect(await attemptsAfter(1)).toBe(3)
    answer = settleAll
    await vi.advanceTimersByTimeAsync(7000)
    expect(new Set(seqs(events()))).toEqual(new Set(Array.from({ length: 121 }, (_, i) => i + 1)))
    const attempts = sent.length
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(sent).toHaveLength(attempts)
  })

  test('is tried at least every 5 minutes, and costs next to nothing after a while', async () => {
    vi.useFakeTimers()
    const { client, sent } = start(settleNothing)
    client.track(goal)
    await vi.advanceTimersByTimeAsync(24 * 3_600_000)
    expect(sent.length).toBeGreaterThanOrEqual(24 * 12)
    expect(sent.length).toBeLessThanOrEqual(24 * 12 + 10)
  })

  test('is left alone for as long as it asks', async () => {
    vi.useFakeTimers()
    const { client, sent } = start((batch) => ({ ...settleAll(batch), afterMs: 60_000 }))
    client.track(goal)
    await vi.advanceTimersByTimeAsync(1000)
    client.track(goal)
    await vi.advanceTimersByTimeAsync(59_999)
    expect(sent).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(sent).toHaveLength(2)
  })

  test('because of one event, as it is too large, receives all others', async () => {
    vi.useFakeTimers()
    const hasPoison = (json: string) => json.includes('"value":666')
    const { client, events } = start((batch) =>
      batch.rows.some(({ json }) => hasPoison(json)) ? {} : settleAll(batch),
    )
    for (const value of [666, 1, 2, 3]) client.track(goal, value)
    await vi.advanceTimersByTimeAsync(60 * 60_000)
    const before = events().length
    client.track(goal, 4)
    await vi.advanceTimersByTimeAsync(60 * 60_000)
    const values = events().map((event) => event.type === 'goal' && event.value)
    expect(new Set(values)).toEqual(new Set([666, 1, 2, 3, 4]))
    expect(new Set(values.slice(before))).toEqual(new Set([666, 4]))
  })
})

describe('without a buffer, a page that is hidden', () => {
  test('hands the browser what waits, once, and sends it again when it lives on', async () => {
    const { client, sent } = start()
    client.track(goal)
    setHidden(true)
    setHidden(false)
    setHidden(true)
    client.track(goal)
    expect(sent.map(({ when, events }) => [when, seqs(events)])).toEqual([
      ['leaving', [1]],
      ['leaving', [2]],
    ])
    await client.flush()
    expect(sent.at(-1)).toMatchObject({ when: 'now', events: [{ seq: 1 }, { seq: 2 }] })
  })

  test('does not send again what it handed over once an answer has come', async () => {
    const { client, sent } = start()
    client.track(goal)
    setHidden(true)
    await nextTask()
    setHidden(false)
    await client.flush()
    expect([sent.length, client.diagnostics().waiting]).toEqual([1, 0])
  })

  test('hands over what waits also when the client is closed, and nothing after that', async () => {
    const { client, sent } = start()
    client.track(goal)
    client.close()
    client.close()
    client.setConsent('granted')
    client.track(goal)
    setHidden(true)
    await client.flush()
    expect(sent.map(({ when, events }) => [when, seqs(events)])).toEqual([['leaving', [1]]])
  })
})

test('without a buffer, what JSON cannot write is reported, and takes no number', async () => {
  const { client, events, problems } = start()
  client.record({ type: 'goal', goal: 'help', value: 1n as never })
  client.track(goal)
  await client.flush()
  expect(problems).toMatchObject([{ kind: 'event', cause: expect.any(TypeError) }])
  expect(seqs(events())).toEqual([1])
})

test('without a buffer, diagnostics say how the delivery stands', async () => {
  let answer: Answering = settleNothing
  const { client, sent } = start((batch, how) => answer(batch, how))
  client.track(goal)
  const { stream, ...before } = client.diagnostics()
  expect(before).toEqual({ active: true, issued: 1, waiting: 1 })
  await client.flush()
  expect(client.diagnostics()).toMatchObject({ stream, issued: 1, waiting: 1 })
  answer = settleAll
  await client.flush()
  expect(client.diagnostics()).toMatchObject({ stream, issued: 1, waiting: 0 })
  expect(sent.map(({ client, streams }) => [client, streams])).toEqual([
    [clientVersion, [{ stream, issued: 1 }]],
    [clientVersion, [{ stream, issued: 1 }]],
  ])
  client.close()
  expect(client.diagnostics().active).toBe(false)
})

test('without a buffer, nothing is written on the visitor’s device but who they are', async () => {
  const { client } = start(settleNothing)
  client.track(goal)
  await client.flush()
  setHidden(true)
  expect(Object.keys(localStorage)).toEqual(['heddle'])
})

test('without a buffer, what is under way when consent is denied is ended', async () => {
  const { client, sent } = start(() => new Promise(() => {}))
  client.track(goal)
  client.flush()
  expect(sent[0]?.signal.aborted).toBe(false)
  client.setConsent('denied')
  expect(sent[0]?.signal.aborted).toBe(true)
})

test('without a buffer, what was on its way when consent was denied is forgotten, whatever the answer', async () => {
  let answer: (answer: Answer) => void = () => {}
  const { client, sent, events } = start(
    () =>
      new Promise((resolve) => {
        answer = resolve
      }),
  )
  client.track(goal, 1)
  const flushed = client.flush()
  client.setConsent('denied')
  client.setConsent('granted')
  client.track(goal, 2)
  answer({})
  await flushed
  setHidden(true)
  expect(sent).toHaveLength(2)
  expect(events()[1]).toMatchObject({ value: 2, seq: 1 })
  expect(events()[1]?.stream).not.toBe(events()[0]?.stream)
  expect(events()[1]?.visitor).not.toBe(events()[0]?.visitor)
})
