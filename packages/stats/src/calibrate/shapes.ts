/**
 * What a metric looks like: its true value, and how the units of a variant are drawn. A shape draws what the comparison
 * needs of the units, counts or moments, so that nothing else is kept.
 */

import type { CompareOptions, Comparison } from '../answer.js'
import { checkAbove, checkProbability } from '../check.js'
import { compareMeans } from '../means.js'
import { type Moments, mergeMoments, momentsOf } from '../moments/moments.js'
import { mergePairMoments, type PairMoments, pairMomentsOf } from '../moments/pair-moments.js'
import { compareProportions } from '../proportions/proportions.js'
import type { Count } from '../proportions/score.js'
import { compareRatios } from '../ratios.js'
import { aliasTable, betaBinomialChances, binomialChances, gammaDraw, poissonChances } from './draw.js'

/** A metric to simulate; make your own to test your own method. */
export interface Shape<Sample> {
  /** True mean, rate or ratio. */
  readonly value: number
  /** Draws n units, and gives what is known of them. */
  readonly draw: (n: number, random: () => number) => Sample
  /** What is known of two groups of different units together. */
  readonly merge: (a: Sample, b: Sample) => Sample
  /** How two variants are compared unless something else is asked for. */
  readonly compare: (control: Sample, treatment: Sample, options: CompareOptions) => Comparison
  /** The same metric with its value multiplied by 1 + lift. */
  readonly lifted: (lift: number) => Shape<Sample>
}

/**
 * Each unit succeeds or not.
 *
 * @param rate from 0 to 1
 * @throws RangeError if rate is no probability
 */
export function bernoulli(rate: number): Shape<Count> {
  checkProbability(rate)
  const tables = new Map<number, (random: () => number) => number>()
  return {
    value: rate,
    draw: (n, random) => {
      let table = tables.get(n)
      if (!table) {
        const { first, chances } = binomialChances(n, rate)
        const place = aliasTable(chances)
        table = (uniform) => first + place(uniform)
        tables.set(n, table)
      }
      return { n, successes: table(random) }
    },
    merge: (a, b) => ({ n: a.n + b.n, successes: a.successes + b.successes }),
    compare: compareProportions,
    lifted: (lift) => bernoulli(rate * (1 + lift)),
  }
}

/**
 * Skewed values from 0 on, such as revenue: a gamma distribution.
 *
 * @param options `mean` above 0; `cv` is the standard deviation as a share of it, and half the skewness
 * @throws RangeError if one is not above 0
 */
export function gamma({ mean, cv }: { readonly mean: number; readonly cv: number }): Shape<Moments> {
  checkAbove('mean', mean)
  checkAbove('cv', cv)
  const shape = 1 / cv ** 2
  return meanShape(
    mean,
    (random) => (gammaDraw(shape, random) * mean) / shape,
    (lift) => gamma({ mean: mean * (1 + lift), cv }),
  )
}

/**
 * Events a unit, independent of each other.
 *
 * @throws RangeError if mean is not above 0
 */
export function poisson(mean: number): Shape<Moments> {
  checkAbove('mean', mean)
  const { first, chances } = poissonChances(mean)
  const place = aliasTable(chances)
  return meanShape(
    mean,
    (random) => first + place(random),
    (lift) => poisson(mean * (1 + lift)),
  )
}

/**
 * Values of your own units, drawn with replacement; a lift multiplies them.
 *
 * @throws RangeError if there is none
 */
export function resampled(values: readonly number[]): Shape<Moments> {
  const { n, mean } = momentsOf(values)
  checkAbove('The number of values', n)
  return meanShape(
    mean,
    (random) => values[Math.floor(random() * n)] ?? 0,
    (lift) => resampled(values.map((value) => value * (1 + lift))),
  )
}

/**
 * Successes per event where units bring several events: 1 and a Poisson number more. Each unit has a rate of its own,
 * from a beta distribution, so events of a unit hang together.
 *
 * @param options `rate` of all events, between 0 and 1; `events` a unit on average, above 1; `correlation` of two events of
 *   one unit, between 0 and 1
 * @throws RangeError if one is out of its range
 */
export function clusteredRatio(options: {
  readonly rate: number
  readonly events: number
  readonly correlation: number
}): Shape<PairMoments> {
  const { rate, events, correlation } = options
  for (const [name, value] of Object.entries({ rate, 'events − 1': events - 1, correlation })) checkAbove(name, value)
  if (rate >= 1 || correlation >= 1) throw new RangeError('rate and correlation must be below 1.')
  const strength = 1 / correlation - 1
  const { first, chances } = poissonChances(events - 1)
  const pairs: [number, number][] = []
  const weights: number[] = []
  for (const [at, chance] of chances.entries()) {
    const x = 1 + first + at
    for (const [y, share] of betaBinomialChances(x, rate * strength, (1 - rate) * strength).entries()) {
      pairs.push([x, y])
      weights.push(chance * share)
    }
  }
  const place = aliasTable(weights)
  return pairShape(
    rate,
    (random) => pairs[place(random)] ?? [0, 0],
    (lift) => clusteredRatio({ ...options, rate: rate * (1 + lift) }),
  )
}

/**
 * Pairs of your own units, `[denominator, numerator]`, drawn with replacement; a lift multiplies the numerators.
 *
 * @throws RangeError if the denominators do not add up to more than 0
 */
export function resampledRatio(pairs: readonly (readonly [x: number, y: number])[]): Shape<PairMoments> {
  const { n, meanX, meanY } = pairMomentsOf(pairs)
  checkAbove('The sum of the denominators', meanX)
  return pairShape(
    meanY / meanX,
    (random) => pairs[Math.floor(random() * n)] ?? [0, 0],
    (lift) => resampledRatio(pairs.map(([x, y]) => [x, y * (1 + lift)])),
  )
}

function meanShape(
  value: number,
  drawOne: (random: () => number) => number,
  lifted: (lift: number) => Shape<Moments>,
): Shape<Moments> {
  return {
    value,
    draw: (n, random) => momentsOf(Float64Array.from({ length: n }, () => drawOne(random))),
    merge: mergeMoments,
    compare: compareMeans,
    lifted,
  }
}

function pairShape(
  value: number,
  drawOne: (random: () => number) => readonly [number, number],
  lifted: (lift: number) => Shape<PairMoments>,
): Shape<PairMoments> {
  return {
    value,
    draw: (n, random) => pairMomentsOf(Array.from({ length: n }, () => drawOne(random))),
    merge: mergePairMoments,
    compare: compareRatios,
    lifted,
  }
}
