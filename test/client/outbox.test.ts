// @vitest-environment happy-dom
import { encodeRow, type StoredRow } from '@heddle/events'
import { type Answer, defineGoal, memoryBuffer, type OpenBuffer, type Problem } from 'heddle'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { durable } from '../../packages/client/src/durable.js'
import { clientWith, goTo, nextTask, setHidden } from './page.js'
import { recorder, settleAll, settleNothing } from './recorder.js'

const goal = defineGoal('help')
const here = 'https://collector.example'

beforeEach(() => {
  localStorage.clear()
  goTo('/')
})

afterEach(() => {
  vi.useRealTimers()
})

function start(answer = settleAll as Parameters<typeof recorder>[0], buffer: OpenBuffer = memoryBuffer()) {
  const problems: Problem[] = []
  const { transport, sent, events } = recorder(answer)
  const client = clientWith({ transport, buffer, consent: 'granted', onProblem: (problem) => problems.push(problem) })
  return { client, sent, events, problems, rows: () => buffer(here, () => {}).take(1000) }
}

const seqs = (events: readonly { readonly seq: number }[]) => events.map(({ seq }) => seq)

describe('an event', () => {
  test('is numbered without a gap, in the order in which it was recorded', async () => {
    const { client, events } = start()
    client.track(goal, 1)
    await nextTask()
    client.track(goal, 2)
    client.track(goal, 3)
    await client.flush()
    expect(events().map((event) => [event.seq, event.type === 'goal' && event.value])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ])
  })

  test('carries the page it happened on, also when the page changes within the task', async () => {
    const { client, events } = start()
    goTo('/cart?coupon=secret')
    client.track(goal)
    goTo('/pay#card')
    client.track(goal)
    await client.flush()
    expect(events().map(({ page }) => page)).toEqual(['/cart', '/pay'])
  })

  test('is written with the others of its task in one row', async () => {
    const { client, rows } = start(settleNothing)
    client.track(goal)
    client.track(goal)
    await nextTask()
    client.track(goal)
    await nextTask()
    expect((await rows()).map(({ from, to }) => [from, to])).toEqual([
      [1, 2],
      [3, 3],
    ])
  })

  test('is sent within a second without being asked', async () => {
    vi.useFakeTimers()
    const { client, events } = start()
    client.track(goal)
    await vi.advanceTimersByTimeAsync(1000)
    expect(events()).toHaveLength(1)
  })

  test('is sent with how far its stream has counted', async () => {
    const { client, sent } = start()
    client.track(goal)
    client.track(goal)
    await client.flush()
    expect(sent[0]?.streams).toEqual([{ stream: sent[0]?.events[0]?.stream, issued: 2 }])
  })

  test('is sent without a buffer too', async () => {
    const { transport, events } = recorder()
    const client = clientWith({ transport, consent: 'granted' })
    client.track(goal)
    await client.flush()
    expect(events()).toHaveLength(1)
  })
})

describe('what an answer settles', () => {
  test('is removed, and never sent again', async () => {
    const { client, events, rows } = start()
    client.track(goal)
    await client.flush()
    await client.flush()
    expect([seqs(events()), await rows()]).toEqual([[1], []])
  })

  test('is all that is removed: a row of which one event is open stays whole and is sent again', async () => {
    const open = new Set([2])
    const { client, sent, rows } = start(({ rows }) => ({
      settled: rows.flatMap(({ stream, from, to }) =>
        [from, to].filter((seq) => !open.has(seq)).map((seq) => [stream, seq, seq] as const),
      ),
    }))
    client.track(goal)
    client.track(goal)
    await nextTask()
    client.track(goal)
    await client.flush()
    expect((await rows()).map(({ from, to }) => [from, to])).toEqual([[1, 2]])
    open.clear()
    await client.flush()
    expect(seqs(sent.at(-1)?.events ?? [])).toEqual([1, 2])
    expect(await rows()).toEqual([])
  })

  test('includes what is rejected, which is reported', async () => {
    const rejected = [['s', 1, 'page: too long']] as const
    const problem: Problem = { kind: 'rejected', rejected }
    const { client, problems, rows } = start((batch) => ({ ...settleAll(batch), problem }))
    client.track(goal)
    await client.flush()
    expect([problems, await rows()]).toEqual([[problem], []])
  })

  test('may be what an earlier page left: it is sent after this page’s own rows', async () => {
    const buffer = memoryBuffer()
    const earlier = start(settleNothing, buffer)
    earlier.client.track(goal, 1)
    await earlier.client.flush()
    earlier.client.close()
    const { client, events, rows } = start(settleAll, buffer)
    client.track(goal, 2)
    await client.flush()
    expect(events().map((event) => event.type === 'goal' && event.value)).toEqual([2, 1])
    expect(await rows()).toEqual([])
  })
})

describe('a collector that cannot be reached', () => {
  test('is tried again later, and later still, with every event kept', async () => {
    vi.useFakeTimers()
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    let answer: () => Answer = settleNothing
    const { client, sent, events, rows } = start((batch) => (answer === settleAll ? settleAll(batch) : answer()))
    client.track(goal)
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
    answer = settleAll as () => Answer
    await vi.advanceTimersByTimeAsync(4000)
    expect([seqs(events()), await rows()]).toEqual([[1, 1, 1, 1], []])
  })

  test('is not tried sooner because of a new event', async () => {
    vi.useFakeTimers()
    vi.spyOn(Math, 'random').mockReturnValue(1)
    const { client, sent } = start(settleNothing)
    client.track(goal)
    await vi.advanceTimersByTimeAsync(1000)
    client.track(goal)
    await vi.advanceTimersByTimeAsync(1999)
    expect(sent).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(seqs(sent[1]?.events ?? [])).toEqual([1, 2])
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

  test('is tried at once when the page asks', async () => {
    const { client, sent } = start(settleNothing)
    client.track(goal)
    await client.flush()
    await client.flush()
    expect(sent).toHaveLength(2)
  })
})

describe('a page that is hidden', () => {
  test('hands the browser what waits, and removes nothing', async () => {
    const { client, sent, rows } = start()
    client.track(goal)
    setHidden(true)
    expect(sent.map(({ leaving, events }) => [leaving, seqs(events)])).toEqual([[true, [1]]])
    expect(await rows()).toHaveLength(1)
    await client.flush()
    expect(sent.at(-1)).toMatchObject({ leaving: false, events: [{ seq: 1 }] })
    expect(await rows()).toEqual([])
  })

  test('says nothing twice: neither at pagehide, nor when it is hidden again without news', async () => {
    const { client, sent } = start()
    client.track(goal)
    setHidden(true)
    window.dispatchEvent(new Event('pagehide'))
    setHidden(false)
    setHidden(true)
    expect(sent).toHaveLength(1)
    client.track(goal)
    await nextTask()
    expect(sent.map(({ leaving, events }) => [leaving, seqs(events)])).toEqual([
      [true, [1]],
      [true, [2]],
    ])
  })

  test('hands over its own events, not the backlog of earlier pages, which the buffer keeps', async () => {
    const buffer = memoryBuffer()
    const said = { type: 'goal', goal: 'help', seq: 5, at: 1, page: '/' }
    const json = encodeRow({ stream: 'earlier', visitor: 'me', session: 's' }, [JSON.stringify(said)])
    const earlier = { stream: 'earlier', from: 5, to: 5, json }
    await buffer(here, () => {}).put(earlier)
    const { client, sent } = start(settleNothing, buffer)
    await client.flush()
    client.track(goal)
    setHidden(true)
    expect(sent.at(-1)).toMatchObject({ leaving: true, events: [{ seq: 1 }] })
    expect(sent.at(-1)?.events).toHaveLength(1)
  })

  test('hands over the rest at the next chance where all at once would not fit', async () => {
    const { client, sent } = start(settleNothing)
    for (let i = 0; i < 400; i++) {
      client.track(goal)
      await Promise.resolve()
    }
    for (let times = 0; times < 5; times++) {
      setHidden(true)
      setHidden(false)
    }
    expect(sent.length).toBeGreaterThan(1)
    expect(seqs(sent.flatMap(({ events }) => events))).toEqual(Array.from({ length: 400 }, (_, i) => i + 1))
  })

  test('hands over what comes after a denial was taken back', async () => {
    const { client, sent } = start()
    for (let i = 0; i < 3; i++) client.track(goal)
    setHidden(true)
    setHidden(false)
    client.setConsent('denied')
    client.setConsent('granted')
    client.track(goal)
    setHidden(true)
    expect(sent.at(-1)).toMatchObject({ leaving: true, events: [{ seq: 1 }] })
    expect(sent).toHaveLength(2)
  })
})

describe('a buffer that fails', () => {
  /** As full or blocked storage: every call reports and resolves. */
  const failing = durable((_, onProblem) => {
    const fail = async () => onProblem({ kind: 'buffer', cause: new Error('full') })
    return { put: fail, remove: fail, clear: fail, take: async () => fail().then(() => []) }
  })

  test('is reported, and events are still sent, once', async () => {
    const { client, events, problems } = start(settleAll, failing)
    client.track(goal)
    await client.flush()
    await client.flush()
    expect(seqs(events())).toEqual([1])
    expect(new Set(problems.map(({ kind }) => kind))).toEqual(new Set(['buffer']))
  })

  test('does not make a page lose what no answer has settled', async () => {
    let answer: (rows: readonly StoredRow[]) => Answer = settleNothing
    const { client, events } = start(({ rows }) => answer(rows), failing)
    client.track(goal)
    await client.flush()
    answer = (rows) => ({ settled: rows.map(({ stream, from, to }) => [stream, from, to]) })
    await client.flush()
    expect(seqs(events())).toEqual([1, 1])
  })
})

describe('two clients on a page', () => {
  test('never send each other’s rows, though they share a buffer', async () => {
    const buffer = memoryBuffer()
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

test('a row that the collector never takes does not hold up the others', async () => {
  vi.useFakeTimers()
  const hasPoison = (json: string) => json.includes('"value":666')
  const { client, events } = start((batch) => (batch.rows.some(({ json }) => hasPoison(json)) ? {} : settleAll(batch)))
  for (const value of [666, 1, 2, 3]) {
    client.track(goal, value)
    await vi.advanceTimersByTimeAsync(0)
  }
  await vi.advanceTimersByTimeAsync(30 * 60_000)
  const values = events().map((event) => event.type === 'goal' && event.value)
  client.track(goal, 4)
  await vi.advanceTimersByTimeAsync(30 * 60_000)
  const later = events().slice(values.length)
  expect(new Set(values)).toEqual(new Set([666, 1, 2, 3]))
  // What came first has been settled meanwhile: only the row that nobody takes, and what is new, still travel.
  expect(new Set(later.map((event) => event.type === 'goal' && event.value))).toEqual(new Set([666, 4]))
})

describe('a client that is closed', () => {
  test('has handed over what waited, and neither writes nor sends any more', async () => {
    const { client, sent, rows } = start()
    client.track(goal)
    client.close()
    const before = [sent.length, (await rows()).length]
    client.track(goal)
    setHidden(true)
    window.dispatchEvent(new Event('pagehide'))
    await client.flush()
    await nextTask()
    expect(sent[0]).toMatchObject({ leaving: true, events: [{ seq: 1 }] })
    expect([sent.length, (await rows()).length]).toEqual(before)
  })

  test('is not opened again by consent', async () => {
    const { client, sent } = start()
    client.close()
    client.setConsent('granted')
    client.track(goal)
    await client.flush()
    setHidden(true)
    expect(sent).toEqual([])
  })

  test('can be closed twice', () => {
    const { client, sent } = start()
    client.track(goal)
    client.close()
    client.close()
    expect(sent).toHaveLength(1)
  })
})
