/**
 * Stores in memory: one that is always well, and one whose every append a test resolves or rejects by hand.
 */
import type { Store } from '@heddle/collector'

export interface MemoryStore extends Store {
  readonly lines: string[]
}

export function memoryStore(lines: string[] = []): MemoryStore {
  return {
    lines,
    append: async (more) => {
      lines.push(...more)
    },
    read: () => each(lines),
  }
}

export interface PendingAppend {
  readonly lines: readonly string[]
  /** The disk says that the lines are durable. */
  succeed(): void
  /** The disk says that they are not. */
  fail(): void
}

export interface HandStore extends MemoryStore {
  /** The next append that the collector makes, as soon as it makes it. */
  next(): Promise<PendingAppend>
  /** How many appends were made so far. */
  count(): number
}

export function handStore(lines: string[] = []): HandStore {
  const made: PendingAppend[] = []
  const wanted: ((append: PendingAppend) => void)[] = []
  let count = 0
  return {
    lines,
    read: () => each(lines),
    count: () => count,
    next: () => {
      const append = made.shift()
      return append ? Promise.resolve(append) : new Promise((resolve) => wanted.push(resolve))
    },
    append: (more) =>
      new Promise((resolve, reject) => {
        count++
        const append: PendingAppend = {
          lines: more,
          succeed: () => {
            lines.push(...more)
            resolve()
          },
          fail: () => reject(new Error('no space left on device')),
        }
        const want = wanted.shift()
        if (want) want(append)
        else made.push(append)
      }),
  }
}

async function* each(lines: readonly string[]): AsyncIterable<string> {
  yield* [...lines]
}
