/**
 * What became of every event, as plain data: what `heddle check --format json` prints and its view is drawn from.
 * Types only. A public contract: fields are added, never renamed; `schema/check-report.schema.json` says the same.
 */
import type { Range } from '@heddle/events'
import type { BrokenLine, LossReport, MappedReport } from './lift-report.js'

export interface CheckReport {
  readonly version: 1
  readonly log: {
    readonly lines: number
    /** Different events. */
    readonly events: number
    /** Lines that could not be read: how many, and the first few with their place and reason. */
    readonly broken: { readonly count: number; readonly first: readonly BrokenLine[] }
  }
  readonly total: Fate
  /** By what sent a stream's first batch; `unknown` where the log does not say. */
  readonly browsers: { readonly [browser: string]: Fate }
  readonly clients: { readonly [version: string]: Fate }
  readonly experiments: readonly CheckedExperiment[]
  /** The streams that miss something. */
  readonly streams: {
    readonly count: number
    /** Those that miss most, the worst first. */
    readonly worst: readonly StreamReport[]
  }
}

/** The same of the log of another tool: what could be made of it. `schema/mapped-check-report.schema.json` says the same. */
export interface MappedCheckReport {
  readonly version: 1
  readonly mapped: MappedReport
  /** Those that came of it, sorted. */
  readonly experiments: readonly string[]
}

export interface CheckedExperiment {
  readonly experiment: string
  /** Over the streams in which the variant was applied or seen; a page that met two counts in both. */
  readonly variants: { readonly [variant: string]: Fate }
  readonly loss: LossReport
}

/** What became of the events of some streams. */
export interface Fate {
  /** Streams: one is one page. */
  readonly streams: number
  /** How many of them miss something. */
  readonly streamsMissing: number
  /** Numbers given out, as far as the log knows. */
  readonly issued: number
  /** Different events in the log. */
  readonly received: number
  /** Copies beyond the first, left out of every number. */
  readonly repeated: number
  /** Given up on purpose, in all and by reason. */
  readonly dropped: number
  readonly reasons: { readonly [reason: string]: number }
  /** Below the highest number of a stream that arrived or was dropped, and neither: lost on the way. */
  readonly missing: number
  /** Announced above that: they may still come. */
  readonly open: number
}

export interface StreamReport extends Omit<Fate, 'streams' | 'streamsMissing'> {
  readonly stream: string
  readonly browser?: string
  readonly client?: string
  /** The missing numbers, from and to included. */
  readonly ranges: readonly Range[]
}
