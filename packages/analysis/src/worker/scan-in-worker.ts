/**
 * The page's side: hands files to a worker and waits for the measurement, so that the page stays alive meanwhile.
 */
import type { Measurement } from '../measurement.js'
import type { MeasureOptions } from '../scan/measure.js'
import type { FromWorker, PostedFile, ToWorker } from './messages.js'

/** A file of a log: one that was picked or fetched, plain or gzipped; or a stream, which is then the worker's. */
export type WorkerFile = Blob | ReadableStream<Uint8Array>

/** How far the reading is, in bytes as the files have them. */
export interface WorkerProgress {
  readonly read: number
  /** Of all files; absent where one is a stream, whose length nobody knows. */
  readonly total?: number
}

export interface ScanInWorkerOptions {
  readonly onProgress?: (progress: WorkerProgress) => void
  /** Ends the scan; the worker is free for another. */
  readonly signal?: AbortSignal
}

/** What is used of a `Worker`. */
export interface WorkerLike {
  postMessage(message: unknown, transfer: ReadableStream[]): void
  addEventListener(type: string, onEvent: (event: unknown) => void): void
  removeEventListener(type: string, onEvent: (event: unknown) => void): void
}

let lastId = 0

/**
 * The measurement of a log, as `scan` has it, computed in a worker that runs this package's `worker/script`.
 *
 * @param files in the report's broken lines they have their names, or `file 1` where they have none
 * @throws RangeError and TypeError as `scan` does; the signal's reason; Error if the worker's script cannot be loaded
 * @example
 * const worker = new Worker(new URL('@heddle/analysis/worker/script', import.meta.url), { type: 'module' })
 * const measurement = await scanInWorker(worker, [...input.files], { metrics: { best: proportion('best') } })
 */
export function scanInWorker(
  worker: WorkerLike,
  files: readonly WorkerFile[],
  options: MeasureOptions = {},
  { onProgress, signal }: ScanInWorkerOptions = {},
): Promise<Measurement> {
  const id = ++lastId
  const total = files.reduce<number | undefined>(
    (sum, file) => (sum === undefined || !(file instanceof Blob) ? undefined : sum + file.size),
    0,
  )
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const onMessage = (event: unknown) => {
      const message = messageIn(event)
      if (message?.id !== id) return
      if (message.kind === 'progress') {
        onProgress?.({ read: message.read, ...(total === undefined ? {} : { total }) })
        return
      }
      stop()
      if (message.kind === 'done') resolve(message.measurement)
      else reject(errorNamed(message.name, message.message))
    }
    const onError = (event: unknown) => {
      stop()
      const reason = event instanceof Object && 'message' in event && event.message ? `: ${event.message}` : ''
      reject(new Error(`The worker of the scan failed${reason}. Does its address lead to the worker's script?`))
    }
    const onAbort = () => {
      stop()
      worker.postMessage({ kind: 'cancel', id } satisfies ToWorker, [])
      reject(signal?.reason)
    }
    const stop = () => {
      worker.removeEventListener('message', onMessage)
      worker.removeEventListener('error', onError)
      signal?.removeEventListener('abort', onAbort)
    }
    worker.addEventListener('message', onMessage)
    worker.addEventListener('error', onError)
    signal?.addEventListener('abort', onAbort)
    const posted = files.map(
      (content, index): PostedFile => ({ name: nameOf(content) ?? `file ${index + 1}`, content }),
    )
    const streams = files.flatMap((file) => (file instanceof Blob ? [] : [file]))
    worker.postMessage({ kind: 'scan', id, files: posted, options } satisfies ToWorker, streams)
  })
}

function messageIn(event: unknown): FromWorker | undefined {
  // Cast: whoever gave the worker says that it runs the script, and other messages have other shapes.
  const data = event instanceof Object && 'data' in event ? (event.data as Partial<FromWorker> | undefined) : undefined
  return typeof data?.id === 'number' && typeof data.kind === 'string' ? (data as FromWorker) : undefined
}

function nameOf(file: WorkerFile): string | undefined {
  return 'name' in file && typeof file.name === 'string' && file.name !== '' ? file.name : undefined
}

function errorNamed(name: string, message: string): Error {
  if (name === 'RangeError') return new RangeError(message)
  return name === 'TypeError' ? new TypeError(message) : new Error(message)
}
