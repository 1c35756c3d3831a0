/**
 * Shares tasks among worker threads: each takes the next one when it is done with its last.
 */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { StoredPart } from './cache-entry.js'
import type { OnRead } from './file-chunks.js'
import type { FromWorker, ToWorker } from './part-worker.js'
import type { PartTask } from './read-parts.js'

export interface PoolTask {
  readonly task: PartTask
  readonly onPart: (part: StoredPart) => void
  readonly onDone: () => Promise<void>
}

/** Where a worker's code lies: beside this file, if the package was not bundled into another program. */
const ownScript = new URL('./part-worker.js', import.meta.url)

/** Whether there is a script that a worker can run. */
export function canWork(script: URL = ownScript): boolean {
  return script.protocol === 'file:' && existsSync(fileURLToPath(script))
}

/**
 * @param tasks are asked for one by one, when a worker has nothing to do; without any, no thread is started
 * @throws what a worker or a callback threw; no worker runs on then
 */
export async function runTasks(
  tasks: AsyncGenerator<PoolTask>,
  workers: number,
  onRead: OnRead,
  script: URL = ownScript,
): Promise<void> {
  const threads: Worker[] = []
  const start = () => {
    const thread = new Worker(script)
    threads.push(thread)
    return thread
  }
  try {
    await Promise.all(Array.from({ length: workers }, () => serve(start, tasks, onRead)))
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()))
  }
}

/** Gives a worker one task after the other until there are none. */
async function serve(start: () => Worker, tasks: AsyncGenerator<PoolTask>, onRead: OnRead): Promise<void> {
  let thread: Worker | undefined
  for (;;) {
    const { value, done } = await tasks.next()
    if (done) return
    thread ??= start()
    await run(thread, value, onRead)
    await value.onDone()
  }
}

function run(thread: Worker, { task, onPart }: PoolTask, onRead: OnRead): Promise<void> {
  const tell = (message: ToWorker) => thread.postMessage(message)
  return new Promise((resolve, reject) => {
    const hear = (message: FromWorker) => {
      try {
        switch (message.say) {
          case 'part':
            onPart(message.part)
            return tell({ do: 'go on' })
          case 'read':
            return onRead(message.bytes)
          case 'done':
            return end(resolve)
          case 'failed':
            return end(() => reject(message.error))
        }
      } catch (error) {
        end(() => reject(error))
      }
    }
    const fail = (error: unknown) => end(() => reject(error))
    const leave = (code: number) =>
      fail(new Error(`A thread that read the log ended by itself, with exit code ${code}.`))
    const end = (settle: () => void) => {
      thread.off('message', hear).off('error', fail).off('exit', leave)
      settle()
    }
    thread.on('message', hear).on('error', fail).on('exit', leave)
    tell({ do: 'read', task })
  })
}
