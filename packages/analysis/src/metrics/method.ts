/**
 * What a kind of metric must say: which sums of integers an engine adds up for it, and what the sums are worth.
 * Engines know sums and no kinds; kinds know sums and no engine.
 */
import type { CompareOptions, Comparison, Count, Moments, PairMoments } from '@heddle/stats'
import type { Quantity } from './quantity.js'

/** One integer per unit. */
export interface Term {
  readonly quantity: Quantity
  /** `any` is 1 if the unit has at least one, else 0; `total` is floor(total · scale + 0.5), rounded event by event for values. */
  readonly take: 'any' | 'total'
  readonly scale: number
}

/** The sums over units that exist: of x, of y, of their squares and of their product. */
export type SumName = 'x' | 'y' | 'xx' | 'yy' | 'xy'

/** What an engine has to compute; it leaves the sums that are not listed at 0. */
export interface Needs {
  readonly x: Term
  readonly y?: Term
  readonly sums: readonly SumName[]
  /** How long goals count from the first exposure; else to the end of the log. */
  readonly windowMs?: number
}

/** Over the units of one variant; exact, so sums of disjoint units add up to the same bits in any order. */
export type Sums = { readonly n: number } & { readonly [Name in SumName]: bigint }

export const noSums: Sums = { n: 0, x: 0n, y: 0n, xx: 0n, yy: 0n, xy: 0n }

/** The sums of all units together; the two must not share a unit. */
export function addSums(a: Sums, b: Sums): Sums {
  return { n: a.n + b.n, x: a.x + b.x, y: a.y + b.y, xx: a.xx + b.xx, yy: a.yy + b.yy, xy: a.xy + b.xy }
}

/** The same as `@heddle/stats` takes it. */
export type MetricMoments = Count | Moments | PairMoments

/** A metric, ready to be computed and compared. */
export interface Method {
  readonly needs: Needs
  readonly moments: (sums: Sums) => MetricMoments
  /** The metric's value in one variant; undefined where there is nothing to divide by. */
  readonly value: (sums: Sums) => number | undefined
  readonly compare: (control: Sums, treatment: Sums, options: CompareOptions) => Comparison
}

/** How a kind is written in text and in an experiment file. */
export interface Notation<M> {
  /** For error messages: each way to write it. */
  readonly forms: readonly string[]
  /** For error messages: the fields it has in an experiment file. */
  readonly fields: string
  /** From what stands between the brackets; undefined if it is not of this form. */
  readonly fromText: (inside: string) => M | undefined
  /** From an object of an experiment file; undefined if a field is missing or of no use. */
  readonly fromSpec: (spec: Spec) => M | undefined
}

/** The fields of a metric in an experiment file, each checked for its type. */
export interface Spec {
  readonly text: (field: string) => string | undefined
  readonly options: { readonly window?: number | string; readonly scale?: number }
}
