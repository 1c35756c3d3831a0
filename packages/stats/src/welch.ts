/**
 * Compares two estimates that come with their own standard errors. Difference, lift and p-value share one standard
 * error and one number of degrees of freedom, so they cannot contradict each other.
 */
import { agreeing, type Comparison, emptyVariant, undefinedComparison } from './answer.js'
import { fiellerLift } from './fieller.js'
import type { Look } from './looks/look.js'
import { verdictOf } from './looks/verdict.js'

/** What one variant says about the metric. */
export interface Estimate {
  /** How many units; at least 2 for an answer. */
  readonly n: number
  readonly value: number
  /** Squared standard error of the value. */
  readonly variance: number
}

const fewestUnits = 30

/**
 * Welch's t on the difference with Satterthwaite's degrees of freedom, and Fieller's interval for the lift.
 *
 * @see Welch (1947), The generalization of Student's problem when several different population variances are involved
 * @see Satterthwaite (1946), An approximate distribution of estimates of variance components
 */
export function compareEstimates(
  control: Estimate,
  treatment: Estimate,
  alpha: number,
  method: string,
  look?: Look,
): Comparison {
  const empty = emptyVariant(control, treatment)
  if (empty) return undefinedComparison(empty, method)
  if (control.n === 1 || treatment.n === 1) {
    return undefinedComparison('A single unit in a variant says nothing about how much units differ.', method)
  }
  const total = control.variance + treatment.variance
  if (total === 0) {
    return undefinedComparison('No unit differs from others of its variant, so chance cannot be judged.', method)
  }

  const error = Math.sqrt(total)
  const estimate = treatment.value - control.value
  const controlShare = control.variance / total
  const df = 1 / (controlShare ** 2 / (control.n - 1) + (1 - controlShare) ** 2 / (treatment.n - 1))
  const statistic = estimate / error
  const n = control.n + treatment.n
  const { critical, significant, answer, warnings } = verdictOf({ statistic, df, n, alpha }, look)

  return {
    difference: agreeing(estimate, estimate - critical * error, estimate + critical * error, significant),
    lift: fiellerLift({ base: control.value / error, statistic, controlShare, critical, significant }),
    ...answer,
    method,
    warnings: [
      ...warnings,
      ...warningsOf('control', control),
      ...warningsOf('treatment', treatment),
      ...signWarning(control.value),
    ],
  }
}

export function warningsOf(name: string, { n, variance }: Estimate): string[] {
  const warnings: string[] = []
  if (variance === 0) warnings.push(`All units of the ${name} have the same value; its mean is taken as exact.`)
  if (n < fewestUnits)
    warnings.push(`The ${name} has few units (${n}); below ${fewestUnits} the level needs normal values.`)
  return warnings
}

function signWarning(base: number): string[] {
  return base < 0 ? ['The control is negative; the lift is relative to its size.'] : []
}
