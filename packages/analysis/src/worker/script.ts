/**
 * The worker's side: reads files, measures them, says how far it is. Load it as a worker; it answers `scanInWorker`.
 */
import { type LogSource, scan } from '../scan/scan.js'
import { unpacked } from '../sources/unpacked.js'
import type { FromWorker, ToWorker } from './messages.js'

/** Of a worker's global object what is used here. */
declare const self: {
  addEventListener(type: 'message', onMessage: (event: { readonly data: ToWorker }) => void): void
  postMessage(message: FromWorker): void
}

/** Bytes between two words on how far it is. */
const bytesPerProgress = 1 << 20

const running = new Map<number, AbortController>()

self.addEventListener('message', ({ data }) => {
  if (data.kind === 'cancel') running.get(data.id)?.abort()
  else void run(data)
})

async function run({ id, files, options }: Extract<ToWorker, { kind: 'scan' }>): Promise<void> {
  const controller = new AbortController()
  running.set(id, controller)
  let read = 0
  let told = 0
  const onRead = (bytes: number) => {
    controller.signal.throwIfAborted()
    read += bytes
    if (read - told < bytesPerProgress) return
    told = read
    self.postMessage({ kind: 'progress', id, read })
  }
  try {
    const sources = files.map(
      ({ name, content }): LogSource => ({
        name,
        chunks: unpacked(content instanceof Blob ? content.stream() : content, onRead),
      }),
    )
    const measurement = await scan(sources, options)
    self.postMessage({ kind: 'progress', id, read })
    self.postMessage({ kind: 'done', id, measurement })
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error))
    if (!controller.signal.aborted) self.postMessage({ kind: 'failed', id, name, message })
  } finally {
    running.delete(id)
  }
}
