/**
 * A worker thread that reads parts of a log, one task after the other. The one file here that does something when it is
 * loaded: it is loaded as a thread.
 */
import { parentPort } from 'node:worker_threads'
import type { StoredPart } from './cache-entry.js'
import { type PartTask, readParts } from './read-parts.js'

/** What a worker says. */
export type FromWorker =
  | { readonly say: 'part'; readonly part: StoredPart }
  | { readonly say: 'read'; readonly bytes: number }
  | { readonly say: 'done' }
  | { readonly say: 'failed'; readonly error: unknown }

/** What it is told: what to do next, or that its last part was taken. */
export type ToWorker = { readonly do: 'read'; readonly task: PartTask } | { readonly do: 'go on' }

const port = parentPort
let taken = Promise.resolve()
let goOn = () => {}

const post = (message: FromWorker, transfer: readonly ArrayBuffer[] = []) => port?.postMessage(message, transfer)

async function work(task: PartTask): Promise<void> {
  try {
    await readParts(
      task,
      async (part) => {
        // One part ahead: this thread reads on while the other takes what it was given.
        await taken
        taken = new Promise((resolve) => {
          goOn = resolve
        })
        post({ say: 'part', part }, [part.bytes.buffer])
      },
      (bytes) => post({ say: 'read', bytes }),
    )
    post({ say: 'done' })
  } catch (error) {
    post({ say: 'failed', error })
  }
}

port?.on('message', (message: ToWorker) => {
  if (message.do === 'read') work(message.task)
  else goOn()
})
