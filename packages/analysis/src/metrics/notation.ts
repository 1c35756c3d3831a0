/**
 * How a kind of metric is written: in text and in an experiment file.
 */
import type { SomeGoal } from './goal-events.js'
import type { OptionName } from './option-text.js'
import type { Quantity } from './quantity.js'

export interface Notation<M> {
  /** For error messages: each way to write it. */
  readonly forms: readonly string[]
  /** For error messages: the fields it must or may have in an experiment file, besides its options. */
  readonly fields: string
  /** Their names. */
  readonly fieldNames: readonly string[]
  readonly options: readonly OptionName[]
  /** The fields from what stands between the brackets without the options; undefined if it is not of this form. */
  readonly fieldsOf: (over: readonly string[]) => { readonly [field: string]: unknown } | undefined
  /** From an object of an experiment file; undefined if a field is missing or of no use. */
  readonly fromSpec: (spec: Spec) => M | undefined
}

/** The fields of a metric in an experiment file, each checked for its type; undefined where there is none. */
export interface Spec {
  readonly text: (field: string) => string | undefined
  readonly number: (field: string) => number | undefined
  /** A text such as '7 d', or ms. */
  readonly duration: (field: string) => number | string | undefined
  /** A goal, or some of its events. */
  readonly goal: (field: string) => SomeGoal | undefined
  readonly goals: (field: string) => readonly SomeGoal[] | undefined
  /** Those that are given; the kind has only those that it lists. */
  readonly options: SpecOptions
}

/** Every option that a kind may have. */
export interface SpecOptions {
  readonly window?: number | string
  readonly complete?: boolean
  readonly before?: number | string
  readonly covariate?: Quantity
  readonly cap?: number
  readonly scale?: number
  readonly within?: number | string
  readonly strict?: boolean
  readonly rolling?: boolean
  readonly item?: string
  readonly slot?: number
  readonly population?: 'exposed' | 'applied'
  readonly direction?: 'up' | 'down'
  readonly only?: { readonly [attribute: string]: string | number | boolean }
}
