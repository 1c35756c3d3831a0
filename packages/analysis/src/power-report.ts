/**
 * How many units an experiment takes and what it can find, as plain data: what `heddle power --format json` prints.
 * Types only. A public contract: fields are added, never renamed; `schema/power-report.schema.json` says the same.
 */
import type { LookRule } from '@heddle/stats'

export interface PowerReport {
  readonly version: 1
  /** Accepted chance of a false alarm, of the experiment as a whole. */
  readonly alpha: number
  /** Wanted chance to find what is there. */
  readonly power: number
  /** With the control; each of the others is compared with it at its share of alpha. */
  readonly variants: number
  readonly look: LookRule
  /** Only of group-sequential looks. */
  readonly looks?: number
  /** New units a day, all variants together; only where it is known. */
  readonly unitsPerDay?: number
  /** Units that are asked about, all variants together; only where they are given. */
  readonly units?: number
  readonly metrics: readonly MetricPower[]
}

/** One metric: its spread, and what follows from it. */
export interface MetricPower {
  /** Its name; absent where only numbers were given. */
  readonly metric?: string
  /** What its smallest worthwhile change is good for. */
  readonly direction: 'up' | 'down'
  /** Units of the control that were measured; absent where the baseline was given. */
  readonly pilotUnits?: number
  /** Then non-inferiority is planned: it must not get worse by this share of the control. */
  readonly margin?: number
  readonly spread: Spread
  /** For each lift, how many units it takes to find it; or with a margin, to show that the metric is not worse by it. */
  readonly answers: readonly PowerAnswer[]
  /** The smallest lift that the given units find with the wanted power. */
  readonly smallestLift?: SmallestLift
}

export type Spread =
  | {
      readonly status: 'ok'
      readonly kind: 'rate' | 'mean'
      /** Control's rate, mean or ratio. */
      readonly baseline: number
      /** Standard deviation of a unit's value; not of a rate. */
      readonly deviation?: number
    }
  | { readonly status: 'undefined'; readonly reason: string }

export type PowerAnswer =
  | {
      readonly status: 'ok'
      readonly lift: number
      readonly unitsPerVariant: number
      readonly units: number
      /** null where nobody knows how many units come in a day. */
      readonly days: number | null
      /** Chance that the given units find the lift; null where none are given. */
      readonly power: number | null
    }
  | { readonly status: 'undefined'; readonly lift: number; readonly reason: string }

export type SmallestLift =
  | { readonly status: 'ok'; readonly lift: number }
  | { readonly status: 'undefined'; readonly reason: string }
