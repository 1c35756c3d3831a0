/** How often a unit of one variant is above a unit of the other, with an interval that needs no model of the values. */
import { emptyVariant, type Interval } from './answer.js'
import { studentUpperQuantile } from './distributions/student.js'
import { pooled } from './satterthwaite.js'
import { unknownSpread } from './welch.js'

export interface Superiority {
  readonly superiority: Interval
  /** Pairs in which the treatment is larger, a tie counting half. */
  readonly u: number
  readonly controls: number
  readonly treatments: number
  /** Σ (t³ − t) over values, with t the units of both variants that have it. */
  readonly ties: number
  /** Units of both variants with the most common value. */
  readonly mostTied: number
  /** Brunner and Munzel's statistic of "as often above as below"; absent without an interval. */
  readonly t?: { readonly statistic: number; readonly df: number }
}

/**
 * P(treatment > control) + ½ P(equal) from counts per value, in ascending order of values. Its variance is that of a
 * unit's placement, the share of the other variant's units below it; degrees of freedom are Satterthwaite's.
 *
 * @see Brunner & Munzel (2000), The nonparametric Behrens-Fisher problem; DeLong et al. (1988), Biometrics 44
 */
export function superiorityOf(control: readonly number[], treatment: readonly number[], alpha: number): Superiority {
  let controls = 0
  let treatments = 0
  let u = 0
  let ties = 0
  let mostTied = 0
  for (const [at, c] of control.entries()) {
    const t = treatment[at] ?? 0
    u += t * (controls + c / 2)
    controls += c
    treatments += t
    ties += (c + t) * (c + t - 1) * (c + t + 1)
    mostTied = Math.max(mostTied, c + t)
  }
  const sums = { u, controls, treatments, ties, mostTied }
  const undefinedFor = (reason: string): Superiority => ({ ...sums, superiority: { status: 'undefined', reason } })

  const [one, other] = [{ n: controls }, { n: treatments }]
  const empty = emptyVariant(one, other)
  if (empty) return undefinedFor(empty)
  if (mostTied === controls + treatments) return undefinedFor('All units of both variants have the same value.')
  const lone = unknownSpread(one, other)
  if (lone) return undefinedFor(lone)

  const estimate = u / controls / treatments
  let m2Control = 0
  let m2Treatment = 0
  let belowControl = 0
  let belowTreatment = 0
  for (const [at, c] of control.entries()) {
    const t = treatment[at] ?? 0
    m2Control += c * ((belowTreatment + t / 2) / treatments - (1 - estimate)) ** 2
    m2Treatment += t * ((belowControl + c / 2) / controls - estimate) ** 2
    belowControl += c
    belowTreatment += t
  }
  const ofControl = m2Control / (controls - 1) / controls
  const ofTreatment = m2Treatment / (treatments - 1) / treatments
  const { variance, df } = pooled([
    { variance: ofControl, df: controls - 1 },
    { variance: ofTreatment, df: treatments - 1 },
  ])
  if (u === 0 || u === controls * treatments || variance === 0) {
    return undefinedFor('No unit of one variant is among those of the other, so the chance of an overlap is unknown.')
  }
  const error = Math.sqrt(variance)
  const reach = studentUpperQuantile(alpha / 2, df) * error
  const low = Math.max(estimate - reach, 0)
  const high = Math.min(estimate + reach, 1)
  return { ...sums, superiority: { status: 'ok', estimate, low, high }, t: { statistic: (estimate - 0.5) / error, df } }
}
