/** The terms in which a decision is stated before the start, asked for, and given. */
import type { Comparison } from './answer.js'

/** When the data may be looked at, and so what the intervals must allow for. */
export type LookRule = 'always-valid' | 'fixed' | 'group-sequential'

/** How much worse a guardrail may get: a share of control, or an amount where control may be near zero. Above 0. */
export type Margin = { readonly relative: number } | { readonly absolute: number }

/** A metric that must not get worse by more than its margin. */
export interface GuardrailPlan {
  readonly metric: string
  /** Whether more of it is good, or less. */
  readonly good: 'up' | 'down'
  readonly margin: Margin
}

/** What was agreed before the first unit came in. */
export interface DecisionPlan {
  /** The one metric that decides, and whether more of it is good, or less. */
  readonly primary: { readonly metric: string; readonly good: 'up' | 'down' }
  readonly guardrails: readonly GuardrailPlan[]
  /**
   * What happens if the primary metric has won and a guardrail is undecided: `wait` for more units, `ship` all the
   * same, or `keep-control`. The last one comes into force with the planned units; until then it waits.
   */
  readonly undecided: 'wait' | 'ship' | 'keep-control'
  /** Accepted chance of a false alarm, above 0 and below 1; the level of the intervals. */
  readonly alpha: number
  readonly look: LookRule
  /** Units of all variants together, 1 or more. */
  readonly plannedUnits: number
  /** From where on a check says that the data are broken. */
  readonly limits?: CheckLimits
}

/** Limits of the checks; every one has a default. */
export interface CheckLimits {
  /** Least p-value of the sample ratio; default 0.001. */
  readonly sampleRatio?: number
  /** Least p-value of "all variants lose the same share of events"; default 0.001. */
  readonly loss?: number
  /** Largest share of units that were seen in more than one variant; default 0.01. */
  readonly crossover?: number
}

/** What a guardrail's test says at the plan's margin and alpha. */
export interface GuardrailEvidence {
  readonly verdict: 'non-inferior' | 'inferior' | 'undecided'
  /** Chance that units like these would have shown non-inferiority, were there no difference; from 0 to 1. */
  readonly power?: number
}

/** What the checks say; one that was not made is left out, and the reasons say so. */
export interface CheckEvidence {
  /** p-value of the sample ratio. */
  readonly sampleRatio?: number
  /** p-value of "all variants lose the same share of events". */
  readonly loss?: number
  /** Share of units that were seen in more than one variant. */
  readonly crossover?: number
}

/** What is known now. */
export interface Evidence {
  /** The primary metric, compared at the plan's alpha and by its look rule. */
  readonly primary: Comparison
  /** By metric; every guardrail of the plan. */
  readonly guardrails: Readonly<Record<string, GuardrailEvidence>>
  readonly checks: CheckEvidence
  /** Units of all variants so far. */
  readonly units: number
  /** How many of them have their whole window behind them; default all. */
  readonly completeUnits?: number
}

/** One of four, never none: */
export type Verdict =
  /** The treatment is better and breaks nothing. */
  | 'ship'
  /** The treatment is worse, breaks something, or has not shown that it is better by the end of the plan. */
  | 'keep-control'
  /** The plan is not at its end and nothing is certain. */
  | 'keep-running'
  /** The data cannot be trusted, whatever they say. */
  | 'broken'

/** A verdict with its reasons. */
export interface Decision {
  readonly verdict: Verdict
  /** Sentences for an analyst; the first one carries the verdict, the others are worth knowing. */
  readonly reasons: readonly string[]
}

/** How the reasons write numbers: the statistics know neither the metric's unit nor how much of a number can be read. */
export interface NumberWriter {
  /** An end of the primary metric's interval: of its difference, in the metric's own values, or of its relative lift. */
  readonly effect: (end: number, of: 'difference' | 'lift') => string
  readonly count: (units: number) => string
  /** A chance from 0 to 1. */
  readonly chance: (chance: number) => string
}
