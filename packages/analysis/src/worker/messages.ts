/**
 * What a page and its worker say to each other. Each scan has a number, so that a worker can do several.
 */
import type { Measurement } from '../measurement.js'
import type { MeasureOptions } from '../scan/measure.js'

/** A file of the log as the worker receives it. */
export interface PostedFile {
  readonly name: string
  readonly content: Blob | ReadableStream<Uint8Array>
}

export type ToWorker =
  | {
      readonly kind: 'scan'
      readonly id: number
      readonly files: readonly PostedFile[]
      readonly options: MeasureOptions
    }
  | { readonly kind: 'cancel'; readonly id: number }

export type FromWorker =
  | { readonly kind: 'progress'; readonly id: number; readonly read: number }
  | { readonly kind: 'done'; readonly id: number; readonly measurement: Measurement }
  /** Errors do not arrive as they were in every browser. */
  | { readonly kind: 'failed'; readonly id: number; readonly name: string; readonly message: string }
