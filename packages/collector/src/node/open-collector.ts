/**
 * A collector that keeps its log in a directory: the two parts put together, for scripts and the command line.
 */
import { type CollectorOptions, createCollector } from '../collector.js'
import type { CollectorHandler } from '../exchange.js'
import { type FileStoreOptions, fileStore } from './file-store.js'

export interface OpenCollectorOptions
  extends Omit<CollectorOptions, 'store'>,
    Omit<FileStoreOptions, 'onPackFailed' | 'now'> {
  /** Holds the log; created if it is missing. */
  readonly directory: string
}

export interface OpenCollector {
  /** Answers requests; give it to `serve` or to any server that speaks `Request` and `Response`. */
  readonly handle: CollectorHandler
  /** Where the log is written to: `events.ndjson` in the directory. Finished files stand beside it. */
  readonly path: string
  /** Waits until what is being stored is stored. Close the server first. */
  close(): Promise<void>
}

/**
 * @throws (rejects) an Error that says what to do if another collector has the directory; the system's error if it cannot
 * be created or the log cannot be opened
 */
export async function openCollector({ directory, ...options }: OpenCollectorOptions): Promise<OpenCollector> {
  const { onProblem } = options
  const onPackFailed = (cause: unknown) => onProblem?.({ kind: 'pack', cause })
  const store = await fileStore(directory, { ...options, onPackFailed })
  return { handle: createCollector({ ...options, store }), path: store.path, close: store.close }
}
