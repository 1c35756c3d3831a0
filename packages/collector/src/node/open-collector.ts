/**
 * A collector that keeps its log in a directory: the two parts put together, for scripts and the command line.
 */
import { type CollectorOptions, createCollector } from '../collector.js'
import { fileStore } from './file-store.js'

export interface OpenCollectorOptions extends Omit<CollectorOptions, 'store'> {
  /** Holds `events.ndjson`; created if it is missing. */
  readonly directory: string
}

export interface OpenCollector {
  /** Answers requests; give it to `serve` or to any server that speaks `Request` and `Response`. */
  readonly handle: (request: Request) => Promise<Response>
  /** Where the log is. */
  readonly path: string
  /** Waits until what is being stored is stored. Close the server first. */
  close(): Promise<void>
}

/** @throws (rejects) the system's error if the directory cannot be created or the log cannot be opened */
export async function openCollector({ directory, ...options }: OpenCollectorOptions): Promise<OpenCollector> {
  const store = await fileStore(directory)
  return { handle: createCollector({ ...options, store }), path: store.path, close: store.close }
}
