/**
 * Whether segments differ in their effect, and what each one's effect most likely is. The largest of many raw slices is
 * mostly luck; shrunken towards the others by how much they truly differ, it can be believed.
 */

import { holm } from './adjust/holm.js'
import type { Interval } from './answer.js'
import { checkAlpha } from './check.js'
import { chiSquareLogSurvival } from './distributions/chi-square.js'
import { normalLogSurvival, normalUpperQuantile } from './distributions/normal.js'
import { findPositiveRoot } from './find-root.js'

/** What one segment says about the effect. Segments must not share a unit. */
export interface SegmentEffect {
  /** A difference, or a log ratio; on one scale for all segments. */
  readonly value: number
  /** Its squared standard error, above 0. */
  readonly variance: number
}

export interface SegmentOptions {
  /** Accepted chance of a false alarm, above 0 and below 1; default 0.05. */
  readonly alpha?: number
  /** How the variance between segments is estimated; default `DerSimonian-Laird`. */
  readonly between?: 'DerSimonian-Laird' | 'Paule-Mandel'
}

/** One segment among the others, in the order given. */
export interface SegmentAnswer {
  /** The segment alone. */
  readonly raw: Interval
  /** Two-sided p-value of "no effect in this segment". */
  readonly pValue: number
  readonly logPValue: number
  /** The p-value in the family of all segments, after Holm. */
  readonly adjustedPValue: number
  /** The most likely effect of this segment, given all of them; an interval for its true effect. */
  readonly shrunken: Interval
  /** Share of the segment's own value in the shrunken one, from 0 (all pooled) to 1 (not shrunken). */
  readonly weight: number
}

export type Heterogeneity =
  | {
      readonly status: 'ok'
      /** Cochran's Q: the weighted squared distances from the mean effect. */
      readonly q: number
      /** Segments less one. */
      readonly df: number
      /** Chance of distances at least this large when all segments have the same effect. */
      readonly pValue: number
      readonly logPValue: number
      /** Share of the variance between segments that is not chance, from 0 to 1: tau² over tau² and a typical variance. */
      readonly iSquare: number
      /** Variance of the true effects between segments. */
      readonly tauSquare: number
      /** The mean of the true effects. */
      readonly pooled: Interval
      readonly pooledPValue: number
      readonly pooledLogPValue: number
      readonly segments: readonly SegmentAnswer[]
      readonly method: string
    }
  | { readonly status: 'undefined'; readonly reason: string }

/**
 * Random-effects analysis of the segments of one experiment: the test for differences, the mean effect, and each
 * segment's effect shrunken towards it. Intervals and p-values take the variances as known, so segments want some
 * hundred units each.
 *
 * @throws RangeError if alpha is not between 0 and 1, a value is not finite or a variance not above 0
 * @see Cochran (1954), The combination of estimates from different experiments; Higgins & Thompson (2002), Quantifying
 * heterogeneity in a meta-analysis
 * @see DerSimonian & Laird (1986), Meta-analysis in clinical trials; Paule & Mandel (1982), Consensus values and
 * weighting factors
 * @see Raudenbush & Bryk (1985), Empirical Bayes meta-analysis (the shrunken effects)
 * @example compareSegments([{ value: 0.05, variance: 0.0004 }, { value: -0.01, variance: 0.0002 }])
 */
export function compareSegments(
  effects: readonly SegmentEffect[],
  { alpha = 0.05, between = 'DerSimonian-Laird' }: SegmentOptions = {},
): Heterogeneity {
  checkAlpha(alpha)
  for (const [at, { value, variance }] of effects.entries()) {
    if (Number.isFinite(value) && variance > 0 && variance < Infinity) continue
    throw new RangeError(`Segment ${at} needs a finite value and a variance above 0, got ${value} and ${variance}.`)
  }
  const df = effects.length - 1
  if (df < 1) return { status: 'undefined', reason: 'Fewer than two segments cannot be compared.' }

  const q = spreadAt(effects, 0)
  const logPValue = chiSquareLogSurvival(q, df)
  const excess = excessWeight(effects)
  const typical = df / excess
  const tauSquare = between === 'Paule-Mandel' ? pauleMandel(effects, q, typical) : Math.max((q - df) / excess, 0)
  const mean = meanAt(effects, tauSquare)
  const critical = normalUpperQuantile(alpha / 2)
  const tests = effects.map((effect) => logPValueOf(effect))
  const adjusted = holm(tests.map(Math.exp))
  const pooledLogPValue = logPValueOf(mean)
  return {
    status: 'ok',
    q,
    df,
    pValue: Math.exp(logPValue),
    logPValue,
    iSquare: tauSquare / (tauSquare + typical),
    tauSquare,
    pooled: intervalOf(mean, critical),
    pooledPValue: Math.exp(pooledLogPValue),
    pooledLogPValue,
    segments: effects.map((effect, at) => {
      const logPValue = tests[at] ?? 0
      const weight = tauSquare / (tauSquare + effect.variance)
      const value = weight * effect.value + (1 - weight) * mean.value
      const variance = weight * effect.variance + (1 - weight) ** 2 * mean.variance
      return {
        raw: intervalOf(effect, critical),
        pValue: Math.exp(logPValue),
        logPValue,
        adjustedPValue: adjusted[at] ?? 1,
        shrunken: intervalOf({ value, variance }, critical),
        weight,
      }
    }),
    method: `${between} between segments, normal intervals, Holm`,
  }
}

/** The weighted mean of the effects when their true values vary by tau². */
function meanAt(effects: readonly SegmentEffect[], tauSquare: number): SegmentEffect {
  const total = effects.reduce((sum, { variance }) => sum + 1 / (variance + tauSquare), 0)
  const sum = effects.reduce((sum, { value, variance }) => sum + value / (variance + tauSquare), 0)
  return { value: sum / total, variance: 1 / total }
}

/** Weighted squared distances from the weighted mean. */
function spreadAt(effects: readonly SegmentEffect[], tauSquare: number): number {
  const mean = meanAt(effects, tauSquare).value
  return effects.reduce((sum, { value, variance }) => sum + (value - mean) ** 2 / (variance + tauSquare), 0)
}

/** Σw − Σw²/Σw: how much Q grows, on average, with tau². */
function excessWeight(effects: readonly SegmentEffect[]): number {
  const weights = effects.map(({ variance }) => 1 / variance)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.reduce((sum, weight) => sum + weight * (1 - weight / total), 0)
}

/** The tau² at which the squared distances are as large as chance makes them. */
function pauleMandel(effects: readonly SegmentEffect[], q: number, guess: number): number {
  const df = effects.length - 1
  if (q <= df) return 0
  return findPositiveRoot((tauSquare) => df - spreadAt(effects, tauSquare), guess)
}

function logPValueOf({ value, variance }: SegmentEffect): number {
  return Math.min(normalLogSurvival(Math.abs(value) / Math.sqrt(variance)) + Math.LN2, 0)
}

function intervalOf({ value, variance }: SegmentEffect, critical: number): Interval {
  const reach = critical * Math.sqrt(variance)
  return { status: 'ok', estimate: value, low: value - reach, high: value + reach }
}
