// @vitest-environment happy-dom
import { IDBFactory } from 'fake-indexeddb'
import 'fake-indexeddb/auto'
import { type Client, type ClientOptions, defineExperiment, defineGoal, durable, indexedDbBuffer } from 'heddle'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { indexedDbRows } from '../../packages/client/src/delivery/indexed-db-rows.js'
import { memoryRows } from '../../packages/client/src/delivery/memory-rows.js'
import { clientWith, nextTask, setHidden, setNavigator } from './page.js'
import { type Recorder, recorder, settleNothing } from './recorder.js'

const label = defineExperiment('help-label', { control: 'Ticket', plain: 'Customer service' })
const help = defineGoal('help')
const stored = () => JSON.parse(localStorage.getItem('heddle') ?? 'null')
const kept = () => indexedDbRows('heddle')('https://collector.example').take(10, undefined)
const databases = async () => (await indexedDB.databases()).map(({ name }) => name)

beforeEach(() => {
  localStorage.clear()
  globalThis.indexedDB = new IDBFactory()
})

function start(options: Partial<ClientOptions> = {}, { transport, ...rest }: Recorder = recorder()) {
  return { client: clientWith({ transport, buffer: indexedDbBuffer(), ...options }), ...rest }
}

async function act(client: Client): Promise<void> {
  client.expose(label)
  client.track(help)
  await client.flush()
  await nextTask()
}

/** Ids are random: what holds for one visitor is asked of twenty. */
const twenty = Array.from({ length: 20 })

describe('while consent is pending', () => {
  test('a visitor without an id gets a variant, the same one for the whole document', () => {
    const variants = twenty.map(() => {
      const { client } = start()
      const { variant, status } = client.assign(label)
      expect([status, client.assign(label).variant]).toEqual(['assigned', variant])
      return variant
    })
    expect(new Set(variants).size).toBe(2) // By chance, once in 500,000 runs it is not.
  })

  test('a visitor without an id sees control where the site says so', () => {
    const { client } = start({ whilePending: 'control' })
    expect(client.assign(label)).toEqual({ variant: 'control', value: 'Ticket', status: 'excluded', reason: 'consent' })
  })

  test.each(['memory', 'control'] as const)('a visitor with an id gets the variant of that id (%s)', (whilePending) => {
    for (const [i] of twenty.entries()) {
      localStorage.setItem('heddle', JSON.stringify({ visitor: `visitor-${i}` }))
      expect(start({ whilePending }).client.assign(label)).toEqual(label.assign(`visitor-${i}`))
    }
  })

  test('nothing is written and nothing is sent, also when the page ends', async () => {
    const { client, sent } = start()
    await act(client)
    setHidden(true)
    window.dispatchEvent(new Event('pagehide'))
    await nextTask()
    expect(localStorage.length).toBe(0)
    expect(await databases()).toEqual([])
    expect(document.cookie).toBe('')
    expect(sent).toEqual([])
  })

  test('an id that is stored stays as it was', async () => {
    const before = JSON.stringify({ visitor: 'me', session: 's', at: 1, choices: {} })
    localStorage.setItem('heddle', before)
    await act(start().client)
    expect(localStorage.getItem('heddle')).toBe(before)
  })
})

describe('once consent is granted', () => {
  test('nobody changes variant by agreeing, and what waited is sent with its own times', async () => {
    const { client, events } = start()
    const { variant } = client.expose(label)
    await nextTask()
    const agreedAt = Date.now()
    client.setConsent('granted')
    expect(client.expose(label).variant).toBe(variant)
    await client.flush()
    expect(events()).toEqual([
      expect.objectContaining({ type: 'exposure', variant, visitor: stored().visitor, seq: 1 }),
    ])
    expect(events()[0]?.at).toBeLessThanOrEqual(agreedAt)
  })

  test('the same unit comes back on the next page', async () => {
    const { client } = start()
    const { variant } = client.assign(label)
    client.setConsent('granted')
    const next = start({ consent: 'granted' })
    await act(next.client)
    expect(next.client.assign(label).variant).toBe(variant)
    expect(next.events()[0]?.visitor).toBe(stored().visitor)
  })

  test('of all that waited, the first 200 events are sent, numbered without a gap', async () => {
    const { client, events } = start()
    for (let i = 1; i <= 250; i++) client.track(help, i)
    client.setConsent('granted')
    client.track(help, 251)
    await client.flush()
    const values = events().map((event) => event.type === 'goal' && event.value)
    expect(values).toEqual([...Array.from({ length: 200 }, (_, i) => i + 1), 251])
    expect(events().map(({ seq }) => seq)).toEqual(Array.from({ length: 201 }, (_, i) => i + 1))
  })

  test('events are in the buffer before they are sent', async () => {
    const place = memoryRows()
    const { client } = start({ consent: 'granted', buffer: durable(place) })
    client.track(help)
    await nextTask()
    const rows = await place('https://collector.example').take(10, undefined)
    expect(rows).toMatchObject([{ from: 1, to: 1 }])
  })
})

describe('when consent is denied', () => {
  async function known() {
    const visit = start({ consent: 'granted' }, recorder(settleNothing))
    await act(visit.client)
    return visit
  }

  test('id, choices and buffer are erased at once', async () => {
    const { client } = await known()
    expect(stored().choices).toHaveProperty('help-label')
    client.setConsent('denied')
    expect(localStorage.length).toBe(0)
    await nextTask()
    expect(await kept()).toEqual([])
  })

  test('what is on the page stays, and nothing more is recorded, written or sent', async () => {
    const { client, sent } = await known()
    const before = [client.assign(label), sent.length]
    client.setConsent('denied')
    await act(client)
    setHidden(true)
    expect([client.assign(label), sent.length]).toEqual(before)
    expect(localStorage.length).toBe(0)
  })

  test('saying so twice changes nothing on the page', async () => {
    for (const _ of twenty) {
      const { client } = await known()
      const before = client.assign(label)
      client.setConsent('denied')
      client.setConsent('denied')
      expect(client.assign(label)).toEqual(before)
    }
  })

  test('whoever agrees again on the same page keeps what is on it, and that is what is recorded', async () => {
    for (const _ of twenty) {
      const { client, events } = start({ consent: 'granted' })
      const { variant } = client.assign(label)
      client.setConsent('denied')
      client.setConsent('granted')
      client.expose(label)
      await client.flush()
      expect(events()).toMatchObject([{ type: 'exposure', variant }])
      expect(stored().choices['help-label'].variant).toBe(variant)
      client.close() // Else the next one withdraws its consent too, as a tab of the same visitor.
    }
  })

  test('the next document shows control', async () => {
    await known()
    const { client, sent } = start({ consent: 'denied' })
    await act(client)
    expect(client.assign(label)).toMatchObject({ variant: 'control', status: 'excluded', reason: 'consent' })
    expect([localStorage.length, sent.length]).toEqual([0, 0])
  })

  test('an id and rows of an earlier page are erased by the page that learns of it', async () => {
    const earlier = await known()
    earlier.client.close()
    await nextTask()
    start({ consent: 'denied' })
    expect(localStorage.length).toBe(0)
    await vi.waitFor(async () => expect(await kept()).toEqual([]), 10_000)
  })

  test('a visitor who never agreed gets no database by saying no', async () => {
    const { client } = start({ consent: 'denied' })
    await act(client)
    expect(await databases()).toEqual([])
  })

  test('rows that are being read from the buffer at that moment are not sent', async () => {
    await known()
    const next = start({ consent: 'granted' })
    const flushed = next.client.flush() // Reads what the earlier page left.
    next.client.setConsent('denied')
    next.client.setConsent('granted')
    await flushed
    await next.client.flush()
    expect(next.events()).toEqual([])
  })

  test('whoever agrees afterwards is somebody else', async () => {
    const { client, events } = await known()
    const before = events()[0]
    client.setConsent('denied')
    client.setConsent('granted')
    await act(client)
    const after = events().at(-1)
    expect(after?.visitor).not.toBe(before?.visitor)
    expect(after?.session).not.toBe(before?.session)
    expect(after?.stream).not.toBe(before?.stream)
    expect(stored().visitor).toBe(after?.visitor)
  })
})

describe('a browser that asks for privacy', () => {
  const signals = [
    ['Global Privacy Control', 'globalPrivacyControl', true],
    ['Do Not Track', 'doNotTrack', '1'],
  ] as const

  test.each(signals)('by %s is not recorded, whatever the page says of consent', async (_, name, value) => {
    setNavigator(name, value)
    localStorage.setItem('heddle', '{"visitor":"me"}')
    const { client, sent } = start({ consent: 'granted' })
    client.setConsent('granted')
    await act(client)
    expect(client.assign(label)).toMatchObject({ reason: 'consent' })
    expect([sent.length, localStorage.length]).toEqual([0, 0])
    expect(await databases()).toEqual([])
  })

  test.each(signals)('by %s is recorded where the site states another basis', async (_, name, value) => {
    setNavigator(name, value)
    const { client, events } = start({ consent: 'granted', basis: 'contract' })
    await act(client)
    expect(events()).toHaveLength(2)
  })

  test('not: a signal that is off changes nothing', async () => {
    setNavigator('globalPrivacyControl', false)
    setNavigator('doNotTrack', 'unspecified')
    const { client, events } = start({ consent: 'granted' })
    await act(client)
    expect(events()).toHaveLength(2)
  })
})
