// @vitest-environment happy-dom
import { defineGoal, memoryBuffer, type Problem } from 'heddle'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { clientVersion } from '../../../packages/client/src/client-version.js'
import type { Buffer } from '../../../packages/client/src/delivery/buffer.js'
import { memoryRows } from '../../../packages/client/src/delivery/memory-rows.js'
import { clientWith, goTo, nextTask, setHidden } from '../page.js'
import { type Answering, hasAll, recorder, settleAll, settleNothing } from '../recorder.js'
import { here, rangesOf, seqs, valuesOf, visit } from './visit.js'

beforeEach(() => {
  localStorage.clear()
  goTo('/')
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('an event', () => {
  test('is numbered without a gap, in the order in which it was recorded', async () => {
    const { client, say, events } = visit()
    say(1)
    await nextTask()
    say(2)
    say(3)
    await client.flush()
    expect([seqs(events()), valuesOf(events())]).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ])
  })

  test('carries the page it happened on, also when the page changes within the task', async () => {
    const { client, say, events } = visit()
    goTo('/cart?coupon=secret')
    say()
    goTo('/pay#card')
    say()
    await client.flush()
    expect(events().map(({ page }) => page)).toEqual(['/cart', '/pay'])
  })

  test('is written with the others of its task in one row, before anything is sent', async () => {
    const { say, rows, sent } = visit()
    say()
    say()
    await nextTask()
    say()
    await nextTask()
    expect([rangesOf(await rows()), sent]).toEqual([[[1, 2], [3, 3]], []]) // biome-ignore format: rows are pairs
  })

  test('is sent within a second without being asked', async () => {
    vi.useFakeTimers()
    const { say, events } = visit()
    say()
    await vi.advanceTimersByTimeAsync(1000)
    expect(events()).toHaveLength(1)
  })

  test('is sent with how far its stream has counted, and with the version of the client', async () => {
    const { client, say, sent } = visit()
    say()
    say()
    await client.flush()
    expect(sent[0]?.streams).toEqual([{ stream: client.diagnostics().stream, issued: 2 }])
    expect(sent[0]?.client).toBe(clientVersion)
  })

  test('that JSON cannot write is reported, and takes no number', async () => {
    const { client, say, events, problems } = visit()
    client.record({ type: 'goal', goal: 'help', value: 1n as never })
    say(2)
    await client.flush()
    expect(problems).toMatchObject([{ kind: 'event', cause: expect.any(TypeError) }])
    expect([seqs(events()), valuesOf(events())]).toEqual([[1], [2]])
  })
})

describe('what an answer settles', () => {
  test('is removed, and never sent again', async () => {
    const { client, say, events, rows } = visit()
    say()
    await client.flush()
    await client.flush()
    expect([seqs(events()), await rows()]).toEqual([[1], []])
  })

  test('is all that is removed: a row of which one event is open stays whole and is sent again', async () => {
    const open = new Set([2])
    const { client, say, sent, rows } = visit(({ rows }) => ({
      settled: rows.flatMap(({ stream, from, to }) =>
        [from, to].filter((seq) => !open.has(seq)).map((seq) => [stream, seq, seq] as const),
      ),
    }))
    say()
    say()
    await nextTask()
    say()
    await client.flush()
    expect(rangesOf(await rows())).toEqual([[1, 2]])
    open.clear()
    await client.flush()
    expect(seqs(sent.at(-1)?.events ?? [])).toEqual([1, 2])
    expect(await rows()).toEqual([])
  })

  test('includes what is rejected, which is reported', async () => {
    const problem: Problem = { kind: 'rejected', rejected: [['s', 1, 'page: too long']] }
    const { client, say, problems, rows } = visit((batch) => ({ ...settleAll(batch), problem }))
    say()
    await client.flush()
    expect([problems, await rows()]).toEqual([[problem], []])
  })

  test('may be what an earlier page left: it is sent after this page’s own rows', async () => {
    const place = memoryRows()
    const earlier = visit(settleNothing, { place })
    earlier.say(1)
    await nextTask()
    earlier.client.setConsent('pending') // Its end, without a last word.
    const { client, say, events, rows } = visit(settleAll, { place })
    say(2)
    await client.flush()
    expect(valuesOf(events())).toEqual([2, 1])
    expect(await rows()).toEqual([])
  })

  test('is not asked for again: diagnostics says that nothing waits', async () => {
    const { client, say } = visit()
    say()
    await nextTask()
    expect(client.diagnostics()).toMatchObject({ active: true, issued: 1, waiting: 1, attempts: 0 })
    await client.flush()
    expect(client.diagnostics()).toMatchObject({ active: true, issued: 1, waiting: 0, attempts: 0 })
  })
})

describe('an attempt of which nobody knows the outcome', () => {
  const answers = (...all: readonly Answering[]): Answering => {
    const rest = [...all]
    return (batch, how) => (rest.shift() ?? hasAll)(batch, how)
  }
  const told = ({ sent }: ReturnType<typeof visit>) =>
    sent.map(({ events, ask }) => [seqs(events), ask.map(([, from, to]) => [from, to])])

  test('is asked about before anything is sent again, and what has arrived is not', async () => {
    const page = visit(answers(settleNothing))
    page.say()
    page.say()
    await page.client.flush()
    await page.client.flush()
    await page.client.flush()
    expect(told(page)).toEqual([[[1, 2], []], [[], [[1, 2]]]]) // biome-ignore format: one attempt after the other
    expect(await page.rows()).toEqual([])
  })

  test('is made again at once where a complete answer says that nothing has arrived', async () => {
    const page = visit(answers(settleNothing, settleAll, settleAll))
    page.say()
    await page.client.flush()
    await page.client.flush()
    expect(told(page)).toEqual([[[1], []], [[], [[1, 1]]], [[1], []]]) // biome-ignore format: one attempt after the other
    expect(await page.rows()).toEqual([])
  })

  test('is asked about as often as it takes, without sending its events', async () => {
    const page = visit(answers(settleNothing, settleNothing, settleNothing))
    page.say()
    for (let i = 0; i < 4; i++) await page.client.flush()
    expect(told(page)).toEqual([[[1], []], [[], [[1, 1]]], [[], [[1, 1]]], [[], [[1, 1]]]]) // biome-ignore format: same
    expect(await page.rows()).toEqual([])
  })

  test('comes after what has not been sent at all', async () => {
    const page = visit(answers(settleNothing))
    page.say(1)
    await page.client.flush()
    page.say(2)
    await page.client.flush()
    expect(told(page)).toEqual([[[1], []], [[2], []], [[], [[1, 1]]]]) // biome-ignore format: one attempt after the other
  })

  test('may have broken: a transport that throws is one that has no answer', async () => {
    const page = visit(
      answers(async () => {
        throw new Error('A bug in a transport.')
      }),
    )
    page.say()
    await page.client.flush()
    await page.client.flush()
    expect(told(page)).toEqual([[[1], []], [[], [[1, 1]]]]) // biome-ignore format: one attempt after the other
  })
})

describe('a collector that cannot be reached', () => {
  test('is tried again later, and later still, with every event kept', async () => {
    vi.useFakeTimers()
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    let answer: Answering = settleNothing
    const { say, sent, events, rows } = visit((batch, how) => answer(batch, how))
    say()
    const attemptsAfter = async (ms: number) => {
      await vi.advanceTimersByTimeAsync(ms)
      return sent.length
    }
    expect(await attemptsAfter(1000)).toBe(1)
    expect(await attemptsAfter(999)).toBe(1)
    expect(await attemptsAfter(1)).toBe(2) // Half of 2 seconds.
    expect(await attemptsAfter(1999)).toBe(2)
    expect(await attemptsAfter(1)).toBe(3) // Half of 4 seconds.
    expect(await rows()).toHaveLength(1)
    answer = settleAll
    await vi.advanceTimersByTimeAsync(4000)
    expect([seqs(events()), await rows()]).toEqual([[1, 1], []])
  })

  test('is not tried sooner because of a new event', async () => {
    vi.useFakeTimers()
    vi.spyOn(Math, 'random').mockReturnValue(1)
    const { say, sent } = visit(settleNothing)
    say()
    await vi.advanceTimersByTimeAsync(1000)
    say()
    await vi.advanceTimersByTimeAsync(1999)
    expect(sent).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(2)
    expect(seqs(sent[1]?.events ?? [])).toEqual([2])
  })

  test('is left alone for as long as it asks', async () => {
    vi.useFakeTimers()
    const { say, sent } = visit((batch) => ({ ...settleAll(batch), afterMs: 60_000 }))
    say()
    await vi.advanceTimersByTimeAsync(1000)
    say()
    await vi.advanceTimersByTimeAsync(59_999)
    expect(sent).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(sent).toHaveLength(2)
  })

  test('is tried at once when the page asks, and when the browser is online again', async () => {
    const { client, say, sent } = visit(settleNothing)
    say()
    await client.flush()
    await client.flush()
    expect(sent).toHaveLength(2)
    dispatchEvent(new Event('online'))
    await nextTask()
    expect(sent).toHaveLength(3)
  })

  test('is called unreachable once, after six attempts, and then tried at most every 30 seconds', async () => {
    vi.useFakeTimers()
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const { client, say, sent, problems } = visit(settleNothing)
    say()
    await vi.advanceTimersByTimeAsync(1010)
    expect([sent.length, problems]).toEqual([6, [{ kind: 'unreachable', attempts: 6 }]])
    expect(client.diagnostics()).toMatchObject({ waiting: 1, attempts: 6 })
    expect(client.diagnostics().pausedUntil).toBeGreaterThan(Date.now() + 29_000)
    await vi.advanceTimersByTimeAsync(29_900)
    expect(sent).toHaveLength(6)
    await vi.advanceTimersByTimeAsync(100)
    expect(sent).toHaveLength(7)
    await vi.advanceTimersByTimeAsync(600_000)
    expect(sent).toHaveLength(27)
    expect(problems).toHaveLength(1)
  })

  test.each([
    ['kept', () => {}],
    ['blocked', () => vi.stubGlobal('localStorage', undefined)],
  ])('costs next to nothing over six hours, with every event kept (notes are %s)', async (_, prepare) => {
    vi.useFakeTimers()
    prepare()
    let answer: Answering = settleNothing
    const { say, sent, rows } = visit((batch, how) => answer(batch, how))
    say()
    await vi.advanceTimersByTimeAsync(6 * 3_600_000)
    expect(sent.length).toBeGreaterThanOrEqual(6 * 12)
    expect(sent.length).toBeLessThanOrEqual(6 * 30) // Full jitter up to 5 minutes, and never less than 30 seconds.
    answer = settleAll
    await vi.advanceTimersByTimeAsync(300_000)
    expect(await rows()).toEqual([])
  })
})

test('a row that gets no answer does not hold up the others', async () => {
  vi.useFakeTimers()
  const hasPoison = (json: string) => json.includes('"value":666')
  const { say, events } = visit((batch) => (batch.rows.some(({ json }) => hasPoison(json)) ? {} : settleAll(batch)))
  for (const value of [666, 1, 2, 3]) {
    say(value)
    await vi.advanceTimersByTimeAsync(0)
  }
  await vi.advanceTimersByTimeAsync(30 * 60_000)
  const before = valuesOf(events())
  say(4)
  await vi.advanceTimersByTimeAsync(30 * 60_000)
  expect(new Set(before)).toEqual(new Set([666, 1, 2, 3]))
  // What came first has been settled meanwhile: only the row that nobody takes, and what is new, still travel.
  expect(new Set(valuesOf(events()).slice(before.length))).toEqual(new Set([666, 4]))
})

test('a row that no answer names, though complete, does not hold up the others', async () => {
  vi.useFakeTimers()
  const { say, events } = visit((batch) => ({ settled: settleAll(batch).settled?.filter(([, from]) => from !== 1) }))
  say(666)
  await vi.advanceTimersByTimeAsync(60_000)
  say(2)
  await vi.advanceTimersByTimeAsync(30 * 60_000)
  expect(valuesOf(events())).toContain(2)
})

describe('a place for rows that fails', () => {
  /** As full or blocked storage: every call rejects. */
  const failing = (): Buffer => {
    const fail = () => Promise.reject(new Error('full'))
    return { replace: fail, take: fail, list: fail, clear: fail }
  }

  test('is reported, and events are still sent, once', async () => {
    const { client, say, events, problems } = visit(settleAll, { place: failing })
    say()
    await client.flush()
    await client.flush()
    expect(seqs(events())).toEqual([1])
    expect(new Set(problems.map(({ kind }) => kind))).toEqual(new Set(['buffer']))
  })

  test('does not make a page lose what no answer has settled', async () => {
    let answer: Answering = settleNothing
    const { client, say, events } = visit((batch, how) => answer(batch, how), { place: failing })
    say()
    await client.flush()
    answer = settleAll
    await client.flush()
    expect(seqs(events())).toEqual([1, 1])
    expect(client.diagnostics().waiting).toBe(0)
  })

  test('and comes back is given with the next row what it has missed, but not what is settled', async () => {
    const place = memoryRows()
    let isFull = true
    const moody = (destination: string): Buffer => {
      const rows = place(destination)
      return { ...rows, replace: (...given) => (isFull ? Promise.reject(new Error('full')) : rows.replace(...given)) }
    }
    const { client, say, rows } = visit(settleAll, { place: moody })
    say(1)
    await client.flush()
    for (const value of [2, 3]) {
      say(value)
      await nextTask()
    }
    isFull = false
    say(4)
    await nextTask()
    expect(rangesOf(await rows())).toEqual([[2, 2], [3, 3], [4, 4]]) // biome-ignore format: rows are pairs
  })

  test('and comes back is given what it has missed within 30 seconds, also without a new event', async () => {
    vi.useFakeTimers()
    const place = memoryRows()
    let isFull = true
    const moody = (destination: string): Buffer => {
      const rows = place(destination)
      return { ...rows, replace: (...given) => (isFull ? Promise.reject(new Error('full')) : rows.replace(...given)) }
    }
    const { say, rows } = visit(settleNothing, { place: moody })
    say(1)
    await vi.advanceTimersByTimeAsync(10)
    isFull = false
    await vi.advanceTimersByTimeAsync(30_000)
    expect(rangesOf(await rows())).toEqual([[1, 1]])
  })
})

describe('a buffer that is slow', () => {
  test('is given each row once, however many come while it writes', async () => {
    const place = memoryRows()
    const given: number[] = []
    const slow = (destination: string): Buffer => {
      const rows = place(destination)
      return {
        ...rows,
        replace(gone, came) {
          given.push(...came.map(({ from }) => from))
          return new Promise((resolve) => setTimeout(() => resolve(rows.replace(gone, came)), 20))
        },
      }
    }
    const { say, rows } = visit(settleNothing, { place: slow })
    for (const value of [1, 2, 3, 4, 5]) {
      say(value)
      await nextTask()
    }
    expect(given).toEqual([1, 2, 3, 4, 5])
    await expect.poll(async () => (await rows()).length).toBe(5)
  })
})

describe('two clients on a page', () => {
  test('never send each other’s rows, though they share a buffer', async () => {
    const buffer = memoryBuffer()
    const goal = defineGoal('help')
    const [one, other] = ['https://one.example', 'https://other.example'].map((destination) => {
      const { transport, events } = recorder(settleAll, destination)
      return { client: clientWith({ transport, buffer, consent: 'granted' }), events }
    })
    one?.client.track(goal, 1)
    other?.client.track(goal, 2)
    await nextTask()
    await Promise.all([one?.client.flush(), other?.client.flush()])
    expect([one?.events(), other?.events()]).toMatchObject([[{ value: 1 }], [{ value: 2 }]])
  })
})

describe('a client that is closed', () => {
  test('has handed over what waited, and neither writes nor sends any more', async () => {
    const { client, say, sent, rows } = visit(settleNothing)
    say()
    client.close()
    const before = [sent.length, (await rows()).length]
    say()
    setHidden(true)
    window.dispatchEvent(new Event('pagehide'))
    await client.flush()
    await nextTask()
    expect(sent[0]).toMatchObject({ when: 'leaving', events: [{ seq: 1 }] })
    expect([sent.length, (await rows()).length]).toEqual(before)
    expect(client.diagnostics().active).toBe(false)
  })

  test('still hears the answer to its last words', async () => {
    const { client, say, rows } = visit()
    say()
    client.close()
    await nextTask()
    expect([await rows(), client.diagnostics().waiting]).toEqual([[], 0])
  })

  test('is not opened again by consent', async () => {
    const { client, say, sent } = visit()
    client.close()
    client.setConsent('granted')
    say()
    await client.flush()
    setHidden(true)
    expect(sent).toEqual([])
  })

  test('can be closed twice', () => {
    const { client, say, sent } = visit()
    say()
    client.close()
    client.close()
    expect(sent).toHaveLength(1)
  })
})

test('a destination has notes of its own', async () => {
  const { client, say } = visit(settleNothing)
  say()
  await client.flush()
  expect(localStorage.getItem(`heddle ${here}`)).toMatch(/^1,\d+/)
})
