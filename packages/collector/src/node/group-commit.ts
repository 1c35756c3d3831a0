/**
 * Lets appends that arrive while a write is under way share the next one: a disk flushes a few hundred times a second,
 * visitors come more often.
 */

interface Waiting {
  readonly text: string
  readonly resolve: () => void
  readonly reject: (cause: unknown) => void
}

export interface GroupCommit {
  /** Resolves when the write that holds the text has succeeded; rejects when it has failed. */
  add(text: string): Promise<void>
  /** Resolves when nothing is waiting and no write is under way. */
  settled(): Promise<void>
}

/** @param write makes texts durable, all or none; called with one group at a time */
export function createGroupCommit(write: (text: string) => Promise<void>): GroupCommit {
  let waiting: Waiting[] = []
  let running: Promise<void> | undefined

  const run = async () => {
    while (waiting.length > 0) {
      const group = waiting
      waiting = []
      try {
        await write(group.map(({ text }) => text).join(''))
        for (const { resolve } of group) resolve()
      } catch (cause) {
        for (const { reject } of group) reject(cause)
      }
    }
    running = undefined
  }

  return {
    add: (text) =>
      new Promise((resolve, reject) => {
        waiting.push({ text, resolve, reject })
        running ??= run()
      }),
    settled: async () => running,
  }
}
