// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Buffer } from '../../../packages/client/src/delivery/buffer.js'
import { memoryRows } from '../../../packages/client/src/delivery/memory-rows.js'
import { nextTask, setHidden } from '../page.js'
import { hasAll, settleAll, settleNothing } from '../recorder.js'
import { rowOf } from '../rows.js'
import { here, seqs, valuesOf, visit } from './visit.js'

const stored = (stream: string, value = 1) =>
  rowOf(1, 1, {
    stream,
    at: Date.now(),
    json: JSON.stringify({
      stream,
      visitor: 'me',
      session: 's',
      events: [{ type: 'goal', goal: 'help', value, seq: 1, at: 1, page: '/' }],
    }),
  })

beforeEach(() => {
  localStorage.clear()
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

/** Who answers when another page asks who is there. */
async function whoIsThere(): Promise<readonly unknown[]> {
  const channel = new BroadcastChannel(`heddle ${here}`)
  const answers: unknown[] = []
  channel.onmessage = ({ data: [stream] }) => answers.push(stream)
  channel.postMessage(['a test', 'who'])
  await new Promise((resolve) => setTimeout(resolve, 100))
  channel.close()
  return answers
}

describe('what a living page has', () => {
  test('is left to it by the others, rows and notes', async () => {
    const place = memoryRows()
    const one = visit(settleNothing, { place })
    one.say(1)
    await nextTask()
    const other = visit(settleAll, { place })
    localStorage.setItem(`heddle ${here} ${one.client.diagnostics().stream}`, JSON.stringify([stored('s')]))
    await other.client.flush()
    expect(other.events()).toEqual([])
    expect(Object.keys(localStorage)).toContain(`heddle ${here} ${one.client.diagnostics().stream}`)
  })

  test('is taken over when it has ended, at once where the others are told of it', async () => {
    const place = memoryRows()
    // A failure would agree on a pause by chance, which may be longer than anybody waits here.
    const one = visit(() => new Promise(() => {}), { place })
    one.say(1)
    one.client.flush()
    const other = visit(hasAll, { place })
    await other.client.flush()
    expect(other.sent).toEqual([])
    one.client.close()
    await vi.waitFor(() => expect(other.sent.flatMap(({ ask }) => ask)).toHaveLength(1), 10_000)
    expect(await other.rows()).toEqual([])
  })

  test('is taken over within half a minute where nobody says a word', async () => {
    vi.useFakeTimers()
    const place = memoryRows()
    const { events } = visit(settleAll, { place })
    await vi.advanceTimersByTimeAsync(5000)
    await place(here).replace([], [stored('crashed', 7)])
    await vi.advanceTimersByTimeAsync(31_000)
    expect(valuesOf(events())).toEqual([7])
  })

  test('is what it says when it is asked, until it is left, and again when it comes back', async () => {
    const { client } = visit()
    const { stream } = client.diagnostics()
    expect(await whoIsThere()).toEqual([stream])
    window.dispatchEvent(new Event('pagehide'))
    expect(await whoIsThere()).toEqual([])
    window.dispatchEvent(new Event('pageshow'))
    expect(await whoIsThere()).toEqual([stream])
    client.close()
    expect(await whoIsThere()).toEqual([])
  })
})

describe('a page that was in the back/forward cache', () => {
  test('when consent was withdrawn learns of it when it comes back: it has left nothing', async () => {
    const place = memoryRows()
    const { client, say, sent } = visit(settleAll, { place })
    say(1)
    await client.flush()
    window.dispatchEvent(new Event('pagehide'))
    visit(settleAll, { place, consent: 'denied' }).client.close()
    await nextTask()
    window.dispatchEvent(new Event('pageshow'))
    say(2)
    await client.flush()
    expect([sent.length, client.diagnostics().active, localStorage.length, await place(here).list()]).toEqual([
      1,
      false,
      0,
      [],
    ])
  })

  test.each([
    ['settles all', settleAll],
    ['settles nothing', settleNothing],
  ])('when consent was withdrawn writes nothing when an answer that it waited for %s', async (_, answer) => {
    const place = memoryRows()
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const { client, say } = visit((batch) => held.then(() => answer(batch)), { place })
    say(1)
    const flushed = client.flush()
    await nextTask()
    window.dispatchEvent(new Event('pagehide'))
    visit(settleAll, { place, consent: 'denied' }).client.close()
    release()
    await flushed
    await nextTask()
    expect([localStorage.length, await place(here).list()]).toEqual([0, []])
  })

  test('goes on when it comes back, if nobody withdrew', async () => {
    const { client, say, events } = visit()
    say(1)
    await client.flush()
    window.dispatchEvent(new Event('pagehide'))
    window.dispatchEvent(new Event('pageshow'))
    say(2)
    await client.flush()
    expect(valuesOf(events())).toEqual([1, 2])
  })

  test('goes on where nothing can be stored', async () => {
    vi.stubGlobal('localStorage', undefined)
    const { client, say, events } = visit()
    say(1)
    await client.flush()
    window.dispatchEvent(new Event('pagehide'))
    window.dispatchEvent(new Event('pageshow'))
    say(2)
    await client.flush()
    expect(valuesOf(events())).toEqual([1, 2])
  })

  test('and learns that consent was withdrawn is asked again: who agrees anew is heard', async () => {
    const place = memoryRows()
    const { client, say, events } = visit(settleAll, { place })
    say(1)
    await client.flush()
    window.dispatchEvent(new Event('pagehide'))
    visit(settleAll, { place, consent: 'denied' }).client.close()
    await nextTask()
    window.dispatchEvent(new Event('pageshow'))
    client.setConsent('granted')
    say(2)
    await client.flush()
    expect([valuesOf(events()), seqs(events())]).toEqual([
      [1, 2],
      [1, 1],
    ])
  })
})

describe('what ended pages have left', () => {
  test('is taken over by one of the tabs, though all of them look', async () => {
    const place = memoryRows()
    await place(here).replace([], [stored('one'), stored('two')])
    const tabs = [visit(settleAll, { place }), visit(settleAll, { place }), visit(settleAll, { place })]
    await Promise.all(tabs.map(({ client }) => client.flush()))
    expect(tabs.flatMap(({ events }) => events().map(({ stream }) => stream)).sort()).toEqual(['one', 'two'])
    expect(tabs.filter(({ events }) => events()[0])).toHaveLength(1)
    expect(await tabs[0]?.rows()).toEqual([])
  })

  test.each([
    ['missing', undefined],
    [
      'forbidden',
      class {
        constructor() {
          throw new DOMException('The operation is insecure.', 'SecurityError')
        }
      },
    ],
  ])('is taken over where channels between tabs are %s, too', async (_, channel) => {
    vi.stubGlobal('BroadcastChannel', channel)
    const place = memoryRows()
    await place(here).replace([], [stored('one')])
    const { client, events } = visit(settleAll, { place })
    await client.flush()
    expect(events().map(({ stream }) => stream)).toEqual(['one'])
  })

  test('is asked about too, after an attempt of which nobody knows the outcome, by whoever comes next', async () => {
    const place = memoryRows()
    const copying = (destination: string): Buffer => {
      const rows = place(destination)
      return {
        ...rows,
        replace: (gone, came) => rows.replace(gone, structuredClone(came)),
        take: async (...given) => structuredClone(await rows.take(...given)),
      }
    }
    await copying(here).replace([], [stored('one')])
    const page = visit(settleNothing, { place: copying })
    await page.client.flush()
    page.client.close()
    const next = visit(hasAll, { place: copying })
    await next.client.flush()
    expect([seqs(page.events()), next.events(), next.sent.map(({ ask }) => ask)]).toEqual([[1], [], [[['one', 1, 1]]]])
    expect(await next.rows()).toEqual([])
  })

  test('is brought in parts, all of it, though it be a thousand rows', async () => {
    const place = memoryRows()
    const rows = Array.from({ length: 1000 }, (_, i) => stored(`stream-${i}`, i))
    await place(here).replace([], rows)
    const { client, events, sent } = visit(settleAll, { place })
    await client.flush()
    expect(new Set(valuesOf(events()))).toEqual(new Set(rows.map((_, i) => i)))
    expect(events()).toHaveLength(1000)
    expect(sent.every(({ events }) => events.length <= 200)).toBe(true)
    expect(await place(here).take(1, undefined)).toEqual([])
  })
})

describe('the pause after failures', () => {
  const agreed = () => localStorage.getItem(`heddle ${here}`)

  test('is agreed between tabs: the other does not try sooner', async () => {
    vi.useFakeTimers()
    vi.spyOn(Math, 'random').mockReturnValue(1)
    const [one, other] = [visit(settleNothing), visit(settleNothing)]
    one.say()
    await vi.advanceTimersByTimeAsync(1000)
    expect(agreed()).toMatch(/^1,\d+/)
    other.say()
    await vi.advanceTimersByTimeAsync(1900)
    expect([one.sent.length, other.sent.length]).toEqual([1, 0])
    await vi.advanceTimersByTimeAsync(200)
    // One tries, and the other waits for what comes of it.
    expect(one.sent.length + other.sent.length).toBe(2)
  })

  test('after six failures holds for a page that is opened, also for its end', async () => {
    vi.useFakeTimers()
    localStorage.setItem(`heddle ${here}`, `6,${Date.now() + 30_000}`)
    const page = visit()
    page.say()
    setHidden(true)
    setHidden(false)
    await vi.advanceTimersByTimeAsync(29_000)
    expect(page.sent).toEqual([])
    await vi.advanceTimersByTimeAsync(2000)
    expect(page.sent.map(({ events }) => seqs(events))).toEqual([[1]])
  })

  test('ends for all with the first success', async () => {
    vi.useFakeTimers()
    localStorage.setItem(`heddle ${here}`, `6,${Date.now() + 30_000}`)
    const [one, other] = [visit(), visit()]
    one.say()
    await one.client.flush()
    expect(agreed()).toBe('0,0')
    other.say()
    await vi.advanceTimersByTimeAsync(1000)
    expect(other.sent).toHaveLength(1)
  })

  test.each([
    ['more than an hour ahead, as of a wrong clock', () => `3,${Date.now() + 3 * 3_600_000}`],
    ['no numbers', () => 'later, perhaps'],
    ['empty', () => ''],
  ])('that is %s is no pause, and failures are counted on', async (_, text) => {
    vi.useFakeTimers()
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    localStorage.setItem(`heddle ${here}`, text())
    let attempts = 0
    const { say } = visit(() => (++attempts < 50 ? {} : new Promise(() => {})))
    say()
    await vi.advanceTimersByTimeAsync(1000)
    expect(attempts).toBe(1)
    await vi.advanceTimersByTimeAsync(120_000)
    expect(attempts).toBeGreaterThan(1)
    expect(attempts).toBeLessThan(15)
  })
})

describe('consent that is withdrawn', () => {
  test('in one tab is withdrawn in the others, which erase and send nothing more', async () => {
    const place = memoryRows()
    const one = visit(settleNothing, { place })
    const other = visit(settleNothing, { place })
    other.say()
    await nextTask()
    one.client.setConsent('denied')
    await vi.waitFor(() => expect(other.client.diagnostics().active).toBe(false), 10_000)
    other.say()
    await other.client.flush()
    setHidden(true)
    expect([other.sent, localStorage.length, await one.rows()]).toEqual([[], 0, []])
  })

  test('for one destination is not withdrawn from another', async () => {
    const one = visit(settleAll)
    const other = visit(settleAll, { destination: 'https://other.example' })
    one.client.setConsent('denied')
    for (let i = 0; i < 20; i++) await nextTask()
    expect(other.client.diagnostics().active).toBe(true)
  })

  test('ends what is under way, and erases rows, notes and the agreed pause', async () => {
    const { client, say, sent, rows } = visit(() => new Promise(() => {}))
    say()
    client.flush()
    await nextTask()
    localStorage.setItem(`heddle ${here} crashed`, '[]')
    setHidden(true)
    localStorage.setItem(`heddle ${here}`, '1,5')
    client.setConsent('denied')
    expect(sent.map(({ signal }) => signal.aborted)).not.toContain(false)
    expect(Object.keys(localStorage)).toEqual([])
    await nextTask()
    expect([await rows(), client.diagnostics().waiting]).toEqual([[], 0])
  })

  test('is not undone by rows that were being read at that moment', async () => {
    const place = memoryRows()
    await place(here).replace([], [stored('earlier')])
    let read = () => {}
    const slow = (destination: string): Buffer => {
      const rows = place(destination)
      return {
        ...rows,
        async take(...given) {
          const taken = await rows.take(...given)
          await new Promise<void>((resolve) => {
            read = resolve
          })
          return taken
        },
      }
    }
    const { client, events } = visit(settleAll, { place: slow })
    client.flush()
    await nextTask()
    client.setConsent('denied')
    client.setConsent('granted')
    for (let i = 0; i < 5; i++) {
      read()
      await nextTask()
    }
    expect(events()).toEqual([])
  })

  test('is not undone by a write that fails only afterwards', async () => {
    const place = memoryRows()
    const failures: (() => void)[] = []
    const slow = (destination: string): Buffer => {
      const rows = place(destination)
      const late = () =>
        new Promise<never>((_, reject) => {
          failures.push(() => reject(new Error('The disk is full.')))
        })
      return { ...rows, replace: (...given) => (failures.length ? rows.replace(...given) : late()) }
    }
    const { client, say, rows } = visit(settleNothing, { place: slow })
    say(1)
    await nextTask()
    client.setConsent('denied')
    failures[0]?.()
    await nextTask()
    client.setConsent('granted')
    say(2)
    await nextTask()
    expect((await rows()).map(({ json }) => json)).toEqual([expect.stringContaining('"value":2')])
  })
})
