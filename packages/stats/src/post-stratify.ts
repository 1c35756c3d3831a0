/**
 * Compares two variants as if both had the same mix of strata (countries, devices, weeks of arrival), which takes out of
 * the noise what the strata explain. Strata are known before the experiment.
 */
import { type CompareOptions, type Comparison, undefinedComparison } from './answer.js'
import { checkAlpha, checkMoments } from './check.js'
import { compareContrast } from './contrast.js'
import { estimateOf } from './means.js'
import { type Moments, mergeMoments, noMoments } from './moments/moments.js'
import { pooled } from './satterthwaite.js'
import { warningsOf } from './welch.js'

/** The units of one stratum in both variants. */
export interface Stratum {
  readonly control: Moments
  readonly treatment: Moments
}

export interface StratifyOptions extends CompareOptions {
  /** Known sizes of the strata, relative to each other; default their units in both variants together. */
  readonly sizes?: Readonly<Record<string, number>>
}

export interface StratifiedComparison extends Comparison {
  /** Strata with fewer than two units in a variant; they were taken together as one. */
  readonly merged: readonly string[]
  /** Share by which the variance of the difference is smaller than without strata; absent where it is undefined. */
  readonly varianceReduction?: number
}

const method = 'post-stratification, Welch t, Fieller lift'
const tooFew = 'Some strata have fewer than two units in a variant, also taken together.'

/**
 * Difference and lift of the strata's means, weighted by the strata's sizes W:
 *   Var(Δ) = Σ W² (s₁²/n₁ + s₀²/n₀) + Σ W (Δₖ − Δ)² / N
 * The last part is there because N units tell the sizes only so well; it goes if sizes are given. Control's variance and
 * its covariance with the difference have the same two parts, and the lift is Fieller's with all three.
 *
 * Strata with fewer than two units in a variant are taken together as one. If that has too few as well, everything is
 * undefined; a stratum without a unit in either variant is left out unless its size is given.
 *
 * @throws RangeError if alpha is not between 0 and 1, a size is negative or missing, or moments are not those of any data
 * @see Miratrix, Sekhon & Yu (2013), Adjusting treatment effect estimates by post-stratification in randomized experiments
 * @example
 * postStratify({
 *   phone: { control: momentsOf([1, 2, 4]), treatment: momentsOf([2, 3, 4]) },
 *   desk: { control: momentsOf([9, 8, 7]), treatment: momentsOf([9, 9, 11]) },
 * })
 */
export function postStratify(
  strata: Readonly<Record<string, Stratum>>,
  { alpha = 0.05, look, sizes }: StratifyOptions = {},
): StratifiedComparison {
  checkAlpha(alpha)
  const all = Object.entries(strata).map(([name, { control, treatment }]) => {
    checkMoments(`control of "${name}"`, control)
    checkMoments(`treatment of "${name}"`, treatment)
    const size = sizes ? sizes[name] : control.n + treatment.n
    if (size === undefined || !(size >= 0 && size < Infinity)) {
      throw new RangeError(`The size of stratum "${name}" must be 0 or more, got ${size}.`)
    }
    return { name, control, treatment, size }
  })
  const present = all.filter(({ size }) => size > 0)
  const small = present.filter(({ control, treatment }) => control.n < 2 || treatment.n < 2)
  const merged = small.map(({ name }) => name)
  const kept = present.filter((stratum) => !small.includes(stratum))
  if (small.length > 0) {
    kept.push({
      name: merged.join(', '),
      control: mergeMoments(...small.map(({ control }) => control)),
      treatment: mergeMoments(...small.map(({ treatment }) => treatment)),
      size: small.reduce((sum, { size }) => sum + size, 0),
    })
  }
  if (kept.length === 0) return { ...undefinedComparison('No stratum has units.', method), merged }
  if (kept.some(({ control, treatment }) => control.n < 2 || treatment.n < 2)) {
    return { ...undefinedComparison(tooFew, method), merged }
  }

  const total = kept.reduce((sum, { size }) => sum + size, 0)
  const units = kept.reduce((sum, { control, treatment }) => sum + control.n + treatment.n, 0)
  const rows = kept.map(({ control, treatment, size }) => {
    const weight = size / total
    const square = weight * weight
    return {
      weight,
      base: control.mean,
      difference: treatment.mean - control.mean,
      ofControl: { df: control.n - 1, variance: square * estimateOf(control).variance },
      ofTreatment: { df: treatment.n - 1, variance: square * estimateOf(treatment).variance },
    }
  })
  type Row = (typeof rows)[number]
  const sum = (term: (row: Row) => number) => rows.reduce((before, row) => before + row.weight * term(row), 0)
  const base = sum((row) => row.base)
  const value = sum((row) => row.difference)
  const between = (term: (row: Row) => number) => (sizes ? 0 : sum(term) / units)
  const ofControl = rows.reduce((before, row) => before + row.ofControl.variance, 0)
  const known = pooled([
    ...rows.flatMap((row) => [row.ofControl, row.ofTreatment]),
    { df: units - 1, variance: between((row) => (row.difference - value) ** 2) },
  ])
  const control = mergeMoments(noMoments, ...kept.map((stratum) => stratum.control))
  const treatment = mergeMoments(noMoments, ...kept.map((stratum) => stratum.treatment))
  const without = estimateOf(control).variance + estimateOf(treatment).variance
  const comparison = compareContrast(
    { value, ...known },
    {
      value: base,
      variance: ofControl + between((row) => (row.base - base) ** 2),
      covariance: between((row) => (row.base - base) * (row.difference - value)) - ofControl,
    },
    units,
    { alpha, look },
    method,
    [
      ...warningsOf('control', { n: control.n, value: base, variance: estimateOf(control).variance }),
      ...warningsOf('treatment', { n: treatment.n, value: base, variance: estimateOf(treatment).variance }),
      ...(merged.length > 0 ? [`Strata with few units were taken together: ${merged.join(', ')}.`] : []),
    ],
  )
  if (comparison.pValue === undefined) return { ...comparison, merged }
  return { ...comparison, merged, varianceReduction: 1 - known.variance / without }
}
