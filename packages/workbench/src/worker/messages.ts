/**
 * What the page and its worker say to each other. Plain data, so that the engine behind it can be another one.
 */
import type { Definitions, LiftReport, PathsReport, ShareReport, SlotsReport } from '@heddle/analysis'

/** Days of receipt, such as `2026-10-01`, in UTC; both are included. */
export interface Days {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** How the lift is asked for. */
export interface LiftQuestion extends Days {
  readonly experiment?: string | undefined
  /** As on a command line, with `;` between: `best=proportion(best)`; the name may be left out. Empty: those that are defined, else each goal's share of units. */
  readonly metrics: string
  readonly segment?: string | undefined
  /** Units planned, all variants together: then intervals hold at every look. */
  readonly planned?: number | undefined
}

export type Question =
  | ({ readonly ask: 'lift' } & LiftQuestion)
  | ({ readonly ask: 'over-time' } & LiftQuestion)
  | ({ readonly ask: 'funnel'; readonly goals: readonly string[] } & LiftQuestion)
  | ({ readonly ask: 'share'; readonly goals: readonly string[]; readonly experiment?: string | undefined } & Days)
  | ({ readonly ask: 'slots'; readonly experiment: string; readonly items: readonly string[] } & Days)
  | PathsQuestion

/** What followed a step, and some of the visits one by one. */
export interface PathsQuestion extends Days {
  readonly ask: 'paths'
  readonly step: string
  readonly without?: string | undefined
  readonly experiment?: string | undefined
  /** Of the single visits: only those of this variant, and those whose last goal this was. */
  readonly variant?: string | undefined
  readonly last?: string | undefined
  /** So many single visits are passed over. */
  readonly skip?: number | undefined
}

/** So many single visits are shown at once. */
export const visitsAtOnce = 10

/** The lift of the log as it was at the end of each day. */
export interface OverTime {
  readonly days: readonly { readonly day: string; readonly report: LiftReport }[]
}

export type Answer = LiftReport | OverTime | ShareReport | SlotsReport | PathsReport

/** What a log holds, to choose from. */
export interface Catalogue {
  readonly experiments: readonly string[]
  readonly goals: readonly string[]
  /** Those that clicks name. */
  readonly items: readonly string[]
  readonly attributes: readonly string[]
  /** Those on which anything was received, in order. */
  readonly days: readonly string[]
  readonly lines: number
  readonly events: number
  /** What is measured unless something else is asked for: of a table, or as it was defined. Empty: every goal. */
  readonly metrics: readonly string[]
}

export type ToWorker =
  | { readonly kind: 'open'; readonly files: readonly File[]; readonly definitions?: Definitions | undefined }
  /** What has come to the log that is open; answered as opening is. */
  | { readonly kind: 'grow'; readonly more: File }
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question }

export type FromWorker =
  | { readonly kind: 'progress'; readonly read: number; readonly total: number }
  | { readonly kind: 'opened'; readonly catalogue: Catalogue }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Answer }
  /** Without an id the files could not be opened. The sentence is for the reader. */
  | { readonly kind: 'failed'; readonly id?: number; readonly sentence: string }
