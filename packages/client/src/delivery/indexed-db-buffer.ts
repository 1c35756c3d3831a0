/**
 * A buffer that survives the page, the tab and the browser.
 * One row per batch of events, committed explicitly: a write that was not is lost when the page ends while it runs.
 */
import type { StoredRow } from '@heddle/events'
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { OpenBuffer } from './buffer.js'
import { durable } from './durable.js'

type Key = [destination: string, stream: string, from: number]

interface Schema extends DBSchema {
  rows: { key: Key; value: StoredRow }
}

/**
 * Keeps rows in IndexedDB. The database is opened at the first use, never on import.
 *
 * @param name of the database; default `heddle`
 */
export function indexedDbBuffer(name = 'heddle'): OpenBuffer {
  let opening: Promise<IDBPDatabase<Schema>> | undefined

  const open = () => {
    opening ??= openDB<Schema>(name, 1, {
      upgrade: (db) => void db.createObjectStore('rows'),
      blocking: forget, // A newer version waits in another tab: make way, and open again when needed.
      terminated: forget,
    })
    opening.catch(forget)
    return opening
  }
  const forget = () => {
    opening?.then(
      (db) => db.close(),
      () => {},
    )
    opening = undefined
  }

  return durable((destination, onProblem) => {
    const keyOf = ({ stream, from }: StoredRow): Key => [destination, stream, from]
    // An empty list sorts after every text: these are all keys that start with the destination.
    const all = () => IDBKeyRange.bound([destination], [destination, []])
    let isWritable = true
    const failed = (cause: unknown) => onProblem({ kind: 'buffer', cause })

    /** One read-write transaction, durable when it resolves. */
    const write = async (change: (rows: Writable) => readonly Promise<unknown>[]) => {
      try {
        const transaction = (await open()).transaction('rows', 'readwrite', { durability: 'relaxed' })
        const requests = change(transaction.store)
        transaction.commit()
        await Promise.all([transaction.done, ...requests])
        isWritable = true
      } catch (cause) {
        isWritable = false
        failed(cause)
      }
    }

    return {
      put: (row) => write((rows) => [rows.put(row, keyOf(row))]),
      async take(limit) {
        if (!isWritable) return [] // What cannot be removed would be sent again and again.
        try {
          return await (await open()).getAll('rows', all(), limit)
        } catch (cause) {
          failed(cause)
          return []
        }
      },
      remove: (gone) => write((rows) => gone.map((row) => rows.delete(keyOf(row)))),
      async clear() {
        // A visitor who never agreed gets no database, not even an empty one.
        const names = opening ? undefined : await databases()
        if (!names || names.some((known) => known.name === name)) await write((rows) => [rows.delete(all())])
      },
    }
  })
}

/** What a write may do. Each promise is awaited with the transaction: none may reject unheard. */
interface Writable {
  put(row: StoredRow, key: Key): Promise<unknown>
  delete(keys: Key | IDBKeyRange): Promise<unknown>
}

/** The databases that exist, undefined where the browser does not say; none where storage is blocked. */
async function databases(): Promise<readonly IDBDatabaseInfo[] | undefined> {
  try {
    return await indexedDB.databases?.()
  } catch {
    return []
  }
}
