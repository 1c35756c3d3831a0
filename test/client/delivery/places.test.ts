import { IDBFactory } from 'fake-indexeddb'
import 'fake-indexeddb/auto'
import { rankOf } from 'heddle'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { indexedDbRows } from '../../../packages/client/src/delivery/indexed-db-rows.js'
import { memoryRows } from '../../../packages/client/src/delivery/memory-rows.js'
import { goneOf, rowOf } from '../rows.js'

const all = [10, undefined] as const

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const exposure = '{"events":[{"type":"exposure"}]}'
const click = '{"events":[{"type":"click"}]}'
const vital = '{"events":[{"type":"vital"}]}'

describe.each([
  ['indexedDbRows', () => indexedDbRows('heddle')],
  ['memoryRows', memoryRows],
])('%s', (_, create) => {
  test('gives back what it was given, a part at a time', async () => {
    const place = create()('here')
    const rows = [rowOf(1), rowOf(2, 10), rowOf(11)]
    for (const row of rows) await place.replace([], [row])
    expect(await place.take(...all)).toEqual(rows)
    const first = await place.take(2, undefined)
    const rest = await place.take(2, first.at(-1))
    expect([...first, ...rest]).toEqual(rows)
    expect(await place.take(2, rest.at(-1))).toEqual([])
  })

  test('takes the same row twice for one row', async () => {
    const place = create()('here')
    await place.replace([], [rowOf(1)])
    await place.replace([], [rowOf(1)])
    expect(await place.take(...all)).toEqual([rowOf(1)])
  })

  test('removes the rows it is told to, and no others', async () => {
    const place = create()('here')
    const other = rowOf(1, 1, { stream: 't' })
    await place.replace([], [rowOf(1), rowOf(2), other])
    await place.replace([rowOf(1), rowOf(99)], [rowOf(3)])
    expect(new Set(await place.take(...all))).toEqual(new Set([rowOf(2), rowOf(3), other]))
  })

  test('keeps what was given up in the place of what it was', async () => {
    const place = create()('here')
    await place.replace([], [rowOf(1), rowOf(2)])
    await place.replace([rowOf(1), rowOf(2)], [goneOf(1, 2)])
    expect(await place.take(...all)).toEqual([goneOf(1, 2)])
  })

  test('lists what is worth least first, and of that the oldest; that is enough to remove it', async () => {
    const place = create()('here')
    const rows = [
      rowOf(1, 1, { at: 4, json: exposure }),
      rowOf(2, 2, { at: 3, json: click }),
      rowOf(3, 3, { at: 2, json: vital }),
      rowOf(4, 4, { at: 1, json: exposure }),
      goneOf(5, 5, { at: 9 }),
    ]
    await place.replace([], rows)
    const listed = await place.list()
    expect(listed.map(({ from }) => from)).toEqual([5, 3, 2, 4, 1])
    expect(listed[1]).toMatchObject({ stream: 's', from: 3, to: 3, at: 2, bytes: 2 })
    await place.replace(listed.slice(0, 4), [])
    expect(await place.take(...all)).toEqual(rows.slice(0, 1))
  })

  test('lists more than a thousand rows', async () => {
    const place = create()('here')
    await place.replace(
      [],
      Array.from({ length: 1001 }, (_, i) => rowOf(i + 1)),
    )
    expect((await place.list()).map(({ from }) => from)).toEqual(Array.from({ length: 1001 }, (_, i) => i + 1))
  })

  test('clears what came before, not what comes after', async () => {
    const place = create()('here')
    await place.replace([], [rowOf(1)])
    const cleared = place.clear()
    await Promise.all([cleared, place.replace([], [rowOf(2)])])
    expect(await place.take(...all)).toEqual([rowOf(2)])
  })

  test('keeps destinations apart, also where one begins like the other', async () => {
    const open = create()
    const [one, longer] = [open('/collect'), open('/collect2')]
    await one.replace([], [rowOf(1)])
    await longer.replace([], [rowOf(2)])
    expect([await one.take(...all), await longer.take(...all)]).toEqual([[rowOf(1)], [rowOf(2)]])
    expect(await one.list()).toHaveLength(1)
    await one.clear()
    expect([await one.take(...all), await longer.take(...all)]).toEqual([[], [rowOf(2)]])
  })
})

describe('what a row is worth', () => {
  test.each([
    [3, '{"events":[{"type":"vital"},{"type":"exposure"}]}'],
    [3, '{"events":[{"type":"applied"}]}'],
    [2, '{"events":[{"type":"vital"},{"type":"goal"}]}'],
    [2, click],
    [1, vital],
    [0, ''],
  ])('is %d for %s', (rank, json) => {
    expect(rankOf(json)).toBe(rank)
  })
})

describe('indexedDbRows', () => {
  const place = (name = 'heddle') => indexedDbRows(name)('here')

  test('keeps rows for the next page', async () => {
    await place().replace([], [rowOf(1)])
    expect(await place().take(...all)).toEqual([rowOf(1)])
  })

  test('makes no database before it is used, nor in order to clear it', async () => {
    const mine = place('mine')
    await mine.clear()
    expect(await indexedDB.databases()).toEqual([])
    await mine.replace([], [rowOf(1)])
    expect(await indexedDB.databases()).toEqual([{ name: 'mine', version: 1 }])
  })

  test('clears what an earlier page left', async () => {
    await place().replace([], [rowOf(1)])
    await place().clear()
    expect(await place().take(...all)).toEqual([])
  })

  test('makes way for a newer version in another tab, and comes back when needed', async () => {
    const mine = place()
    await mine.replace([], [rowOf(1)])
    await new Promise((resolve) => {
      indexedDB.deleteDatabase('heddle').onsuccess = resolve
    })
    await mine.replace([], [rowOf(2)])
    expect(await mine.take(...all)).toEqual([rowOf(2)])
  })

  test('commits each write in so many words: one that waits for the browser to do so is lost with its page', async () => {
    const commit = vi.spyOn(IDBTransaction.prototype, 'commit')
    await place().replace([], [rowOf(1)])
    expect(commit).toHaveBeenCalledTimes(1)
  })

  test('opens the database anew where a connection is dead, and loses nothing', async () => {
    const mine = place()
    await mine.replace([], [rowOf(1)])
    const dead = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
      throw new DOMException('The connection was closed.', 'InvalidStateError')
    })
    await mine.replace([], [rowOf(2)])
    expect(dead).toHaveBeenCalledTimes(2)
    expect(await mine.take(...all)).toEqual([rowOf(1), rowOf(2)])
  })

  test('gives up on a database that is silent after two tries of two seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const open = vi.spyOn(indexedDB, 'open').mockImplementation(() => new IDBOpenDBRequest())
    const outcome = vi.fn()
    place()
      .replace([], [rowOf(1)])
      .catch(outcome)
    await vi.advanceTimersByTimeAsync(1999)
    expect(open).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(1)
    expect([open.mock.calls.length, outcome.mock.calls.length]).toEqual([2, 0])
    await vi.advanceTimersByTimeAsync(2000)
    expect(outcome).toHaveBeenCalledWith('IndexedDB is silent')
    expect(open).toHaveBeenCalledTimes(2)
  })

  const blocked = () => {
    const refuse = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError')
    }
    vi.stubGlobal('indexedDB', { open: refuse, databases: async () => refuse() })
  }

  test.each([
    ['blocked', blocked],
    ['missing', () => vi.stubGlobal('indexedDB', undefined)],
  ])('rejects, and never throws, where storage is %s', async (_, prepare) => {
    prepare()
    const mine = place()
    await mine.clear().catch(() => {}) // There is nothing to clear.
    for (const call of [mine.replace([], [rowOf(1)]), mine.take(...all), mine.list()])
      await expect(call).rejects.toThrow()
  })

  test('rejects a write that the browser aborts twice, and leaves no other rejection unheard', async () => {
    const unheard = vi.fn()
    process.on('unhandledRejection', unheard)
    const put = IDBObjectStore.prototype.put
    vi.spyOn(IDBTransaction.prototype, 'commit').mockImplementation(() => {})
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...given) {
      const request = put.apply(this, given)
      this.transaction.abort() // As with a full disk.
      return request
    })
    await expect(place().replace([], [rowOf(1)])).rejects.toThrow()
    await new Promise((resolve) => setTimeout(resolve))
    process.off('unhandledRejection', unheard)
    expect(unheard).not.toHaveBeenCalled()
  })

  test('writes and removes both or neither', async () => {
    const mine = place()
    await mine.replace([], [rowOf(1)])
    const put = IDBObjectStore.prototype.put
    const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      ...given
    ) {
      const request = put.apply(this, given)
      queueMicrotask(() => this.transaction.abort()) // As with a full disk.
      return request
    })
    vi.spyOn(IDBTransaction.prototype, 'commit').mockImplementation(() => {})
    await expect(mine.replace([rowOf(1)], [rowOf(2)])).rejects.toThrow()
    full.mockRestore()
    expect(await mine.take(...all)).toEqual([rowOf(1)])
  })
})
