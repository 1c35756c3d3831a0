import { IDBFactory } from 'fake-indexeddb'
import 'fake-indexeddb/auto'
import { indexedDbBuffer, memoryBuffer, type Problem } from 'heddle'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { rowOf } from './rows.js'

const quiet = () => {}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe.each([
  ['indexedDbBuffer', () => indexedDbBuffer()],
  ['memoryBuffer', memoryBuffer],
])('%s', (_, create) => {
  test('gives back what it was given, up to a limit, in the order of each stream', async () => {
    const buffer = create()('here', quiet)
    const rows = [rowOf(1), rowOf(2, 10), rowOf(11)]
    for (const row of rows) await buffer.put(row)
    expect(await buffer.take(10)).toEqual(rows)
    expect(await buffer.take(2)).toEqual(rows.slice(0, 2))
  })

  test('takes the same row twice for one row', async () => {
    const buffer = create()('here', quiet)
    await buffer.put(rowOf(1))
    await buffer.put(rowOf(1))
    expect(await buffer.take(10)).toEqual([rowOf(1)])
  })

  test('removes the rows it is told to, and no others', async () => {
    const buffer = create()('here', quiet)
    const other = rowOf(1, 1, { stream: 't' })
    for (const row of [rowOf(1), rowOf(2), other]) await buffer.put(row)
    await buffer.remove([rowOf(1), rowOf(99)])
    expect(await buffer.take(10)).toEqual([rowOf(2), other])
  })

  test('keeps destinations apart, also where one begins like the other', async () => {
    const open = create()
    const [one, longer] = [open('/collect', quiet), open('/collect2', quiet)]
    await one.put(rowOf(1))
    await longer.put(rowOf(2))
    expect([await one.take(10), await longer.take(10)]).toEqual([[rowOf(1)], [rowOf(2)]])
    await one.clear()
    expect([await one.take(10), await longer.take(10)]).toEqual([[], [rowOf(2)]])
  })
})

describe('indexedDbBuffer', () => {
  test('keeps rows for the next page', async () => {
    await indexedDbBuffer()('here', quiet).put(rowOf(1))
    expect(await indexedDbBuffer()('here', quiet).take(10)).toEqual([rowOf(1)])
  })

  test('makes no database before it is used, nor in order to clear it', async () => {
    const buffer = indexedDbBuffer('mine')('here', quiet)
    await buffer.clear()
    expect(await indexedDB.databases()).toEqual([])
    await buffer.put(rowOf(1))
    expect(await indexedDB.databases()).toEqual([{ name: 'mine', version: 1 }])
  })

  test('makes way for a newer version in another tab, and comes back when needed', async () => {
    const buffer = indexedDbBuffer()('here', quiet)
    await buffer.put(rowOf(1))
    await new Promise((resolve) => {
      indexedDB.deleteDatabase('heddle').onsuccess = resolve
    })
    await buffer.put(rowOf(2))
    expect(await buffer.take(10)).toEqual([rowOf(2)])
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
  ])('never rejects where storage is %s', async (_, prepare) => {
    prepare()
    const problems: Problem[] = []
    const buffer = indexedDbBuffer()('here', (problem) => problems.push(problem))
    await buffer.put(rowOf(1))
    await buffer.remove([rowOf(1)])
    await buffer.clear()
    expect(await buffer.take(10)).toEqual([])
    expect(problems.length).toBeGreaterThanOrEqual(2)
    expect(problems.every(({ kind }) => kind === 'buffer')).toBe(true)
  })

  test('reports a write that the browser aborts, and leaves no rejection unheard', async () => {
    const unheard = vi.fn()
    process.on('unhandledRejection', unheard)
    const put = IDBObjectStore.prototype.put
    vi.spyOn(IDBTransaction.prototype, 'commit').mockImplementation(() => {})
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...given) {
      const request = put.apply(this, given)
      this.transaction.abort() // As with a full disk.
      return request
    })
    const problems: Problem[] = []
    await indexedDbBuffer()('here', (problem) => problems.push(problem)).put(rowOf(1))
    await new Promise((resolve) => setTimeout(resolve))
    process.off('unhandledRejection', unheard)
    expect(problems).toMatchObject([{ kind: 'buffer' }])
    expect(unheard).not.toHaveBeenCalled()
  })

  test('does not bring back what it could not remove', async () => {
    const buffer = indexedDbBuffer()('here', quiet)
    await buffer.put(rowOf(1))
    const full = vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(() => {
      throw new DOMException('The disk is full.', 'QuotaExceededError')
    })
    await buffer.remove([rowOf(1)])
    expect(await buffer.take(10)).toEqual([])
    full.mockRestore()
    await buffer.remove([rowOf(1)])
    await buffer.put(rowOf(2))
    expect(await buffer.take(10)).toEqual([rowOf(2)])
  })
})
