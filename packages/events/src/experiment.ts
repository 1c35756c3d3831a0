/**
 * What is tested, as plain values: the words that page, collector and analysis share.
 * Types only; how a unit is assigned is the client's business, what a metric means is the analysis's.
 */

/** The arms of an experiment: a name and the value that the page receives for it. `control` is the baseline. */
export type Variants = { readonly control: unknown } & { readonly [name: string]: unknown }

/** Named facts about a unit, such as `lang` or `device`. They ride on the exposure and become segments. */
export type Attributes = { readonly [name: string]: string | number | boolean }

/** Who may take part, as data: each attribute named must have one of the values listed. */
export type Audience = { readonly [attribute: string]: readonly (string | number | boolean)[] }

/** A share of units, from `from` (included) to `to` (not included); experiments on disjoint shares exclude each other. */
export interface Layer {
  readonly name: string
  readonly from: number
  readonly to: number
}

export interface Experiment<V extends Variants = Variants> {
  readonly key: string
  readonly variants: V
  /** Relative; a variant that is not named has weight 1. */
  readonly weights?: { readonly [Name in keyof V]?: number }
  /** Share of units included, 0 to 1; 1 unless given. */
  readonly traffic?: number
  readonly layer?: Layer
  readonly audience?: Audience | ((attributes: Attributes) => boolean)
  /** Grows when weights or traffic change, so that the analysis can compare like with like. */
  readonly revision?: number
}

export interface Goal<Key extends string = string> {
  readonly key: Key
}
