/**
 * A place for rows that survives the page, the tab and the browser.
 * One row for each task with events, committed explicitly: a write that was not is lost when the page ends while it runs.
 */
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, wrap } from 'idb'
import { keysAtOnce, storeAnswersWithinMs } from '../limits.js'
import type { Buffer } from './buffer.js'
import { rankOf } from './rank.js'
import type { WaitingRow } from './waiting-row.js'

/** Sorted as rows are given up, and with all that must be known to decide on it. */
type Key = [destination: string, rank: number, at: number, stream: string, from: number, to: number, bytes: number]

interface Schema extends DBSchema {
  rows: { key: Key; value: WaitingRow }
}

/** @param name of the database, which is opened at the first use */
export function indexedDbRows(name: string): (destination: string) => Buffer {
  let opening: Promise<IDBPDatabase<Schema>> | undefined
  let clearings = 0

  const forget = () => {
    opening?.then((db) => db.close()).catch(() => {})
    opening = undefined
  }
  const open = () => {
    opening ??= database(name, ({ result }) => result.createObjectStore('rows')).then((db) => {
      db.onversionchange = forget // A newer version waits in another tab: make way, and open again when needed.
      return db
    })
    return opening
  }

  /** One transaction, durable when it resolves. It is tried twice: a connection may be dead, or never answer. */
  const run = async <Result>(act: (rows: Rows) => Promise<Result>, isLast?: boolean): Promise<Result> => {
    const before = clearings
    try {
      return await Promise.race([
        open().then(async (db) => {
          const transaction = db.transaction('rows', 'readwrite') // Relaxed durability is every browser's default.
          const answers = Promise.all([act(transaction.store), transaction.done])
          transaction.commit()
          return (await answers)[0]
        }),
        new Promise<never>((_, reject) => setTimeout(reject, storeAnswersWithinMs, 'IndexedDB is silent')),
      ])
    } catch (cause) {
      forget()
      if (isLast || clearings > before) throw cause // What was erased must not be written again.
      return run(act, true)
    }
  }

  return (destination) => {
    // An empty list sorts after every number and text: these are all keys that start with the destination.
    const after = (last?: Key) => IDBKeyRange.bound(last ?? [destination], [destination, []], true)
    const keyOf = ({ at, stream, from, to, bytes, json, rank = rankOf(json) }: Listed): Key => [
      destination,
      rank,
      at,
      stream,
      from,
      to,
      bytes,
    ]

    return {
      replace: (gone, came) =>
        run((rows) =>
          Promise.all([...gone.map((row) => rows.delete(keyOf(row))), ...came.map((row) => rows.put(row, keyOf(row)))]),
        ),
      take: (limit, last) => run((rows) => rows.getAll(after(last && keyOf(last)), limit)),
      async list() {
        const all: Listed[] = []
        let keys: Key[] = []
        do {
          keys = await run((rows) => rows.getAllKeys(after(keys.at(-1)), keysAtOnce))
          for (const [, rank, at, stream, from, to, bytes] of keys)
            all.push({ rank, at, stream, from, to, bytes, json: '' })
        } while (keys[0])
        return all
      },
      async clear() {
        clearings++
        if (opening || (await existing(name))) await run((rows) => rows.delete(after()))
      },
    }
  }
}

/**
 * The database, closed, if there is one; waits for who is just making it. A visitor who never agreed gets none, not even an
 * empty one.
 */
const existing = (name: string) =>
  database(name, ({ transaction }) => transaction?.abort()).then(
    (db) => {
      db.close()
      return true
    },
    () => false,
  )

const database = (name: string, make: (request: IDBOpenDBRequest) => unknown) => {
  const request = indexedDB.open(name, 1)
  request.onupgradeneeded = () => make(request)
  return wrap(request) as Promise<IDBPDatabase<Schema>>
}

type Rows = IDBPTransaction<Schema, ['rows'], 'readwrite'>['store']

/** A row without its text carries the rank that the text would tell. */
type Listed = WaitingRow & { readonly rank?: number }
