/**
 * Compares two estimates that come with their own standard errors. Difference, lift and p-value share one standard
 * error and one number of degrees of freedom, so they cannot contradict each other.
 */
import { type CompareOptions, type Comparison, emptyVariant, undefinedComparison } from './answer.js'
import { judge, noSpread } from './difference.js'
import { fiellerLift } from './fieller.js'
import { pooled } from './satterthwaite.js'

/** What one variant says about the metric. */
export interface Estimate {
  /** How many units; at least 2 for an answer. */
  readonly n: number
  readonly value: number
  /** Squared standard error of the value. */
  readonly variance: number
}

const fewestUnits = 30
const unequal = 3
const uncertain = 0.1

/**
 * Welch's t on the difference with Satterthwaite's degrees of freedom, and Fieller's interval for the lift.
 *
 * @see Welch (1947), The generalization of Student's problem when several different population variances are involved
 */
export function compareEstimates(
  control: Estimate,
  treatment: Estimate,
  options: CompareOptions,
  method: string,
): Comparison {
  const reason = unknownSpread(control, treatment)
  if (reason) return undefinedComparison(reason, method)
  const known = pooled([control, treatment].map(({ n, variance }) => ({ variance, df: n - 1 })))
  if (known.variance === 0) return undefinedComparison(noSpread, method)
  const difference = { value: treatment.value - control.value, ...known }
  const { interval, error, answer, ...judged } = judge(difference, control.n + treatment.n, options)
  const base = control.value / error
  return {
    difference: interval,
    lift: fiellerLift({ base, controlShare: control.variance / known.variance, ...judged }),
    ...answer,
    method,
    warnings: [
      ...judged.warnings,
      ...warningsOf('control', control),
      ...warningsOf('treatment', treatment),
      ...signWarning(control.value),
      ...skewWarning(control, treatment),
    ],
  }
}

/** Why nothing can be said of how much the units of a variant differ, if nothing can. */
export function unknownSpread(control: { readonly n: number }, treatment: { readonly n: number }): string | undefined {
  const alone = control.n === 1 || treatment.n === 1
  return emptyVariant(control, treatment) ?? (alone ? loneUnit : undefined)
}

export const loneUnit = 'A variant has a single unit, so chance cannot be judged.'

export function warningsOf(name: string, { n, variance }: Estimate): string[] {
  const warnings: string[] = []
  if (variance === 0) warnings.push(`All units of the ${name} have the same value; its mean is taken as exact.`)
  if (n < fewestUnits)
    warnings.push(`The ${name} has few units (${n}); below ${fewestUnits} the level needs normal values.`)
  return warnings
}

export function signWarning(base: number): string[] {
  return base < 0 ? ['The control is negative; the lift is relative to its size.'] : []
}

function skewWarning(control: Estimate, treatment: Estimate): string[] {
  const [few, many] = control.n < treatment.n ? [control, treatment] : [treatment, control]
  if (many.n < unequal * few.n || few.variance <= (uncertain * few.value) ** 2) return []
  return ['The smaller variant is uncertain by more than 10 %; if skewed, p-value and intervals are approximate.']
}
