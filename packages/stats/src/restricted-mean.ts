/** Compares the mean time without an event up to a horizon, which needs no hazard to be proportional. */
import { type CompareOptions, type Comparison, undefinedComparison } from './answer.js'
import { checkAbove, checkAlpha } from './check.js'
import { kaplanMeier, type Lifetime, type SurvivalCurve } from './survival.js'
import { compareEstimates, type Estimate } from './welch.js'

export interface RestrictedMeanOptions extends CompareOptions {
  /** Times beyond it count as it; default the time up to which both variants were watched. */
  readonly horizon?: number
}

const method = 'restricted mean with Greenwood variance, Welch t, Fieller lift'

/**
 * Difference and lift of the mean time without the event, of the first `horizon` units of time: the area under the
 * curve of Kaplan and Meier.
 *
 * A horizon up to which a variant was not watched leaves everything undefined, unless it happened to all its units.
 *
 * @throws RangeError if alpha is not between 0 and 1, the horizon is not above 0, or a time is below 0
 * @see Royston & Parmar (2013), Restricted mean survival time
 * @see Klein & Moeschberger (2003), Survival analysis, section 4.5, for the variance
 */
export function compareRestrictedMeans(
  control: Iterable<Lifetime>,
  treatment: Iterable<Lifetime>,
  { alpha = 0.05, look, horizon: wanted }: RestrictedMeanOptions = {},
): Comparison {
  checkAlpha(alpha)
  if (wanted !== undefined) checkAbove('horizon', wanted)
  const before = kaplanMeier(control)
  const after = kaplanMeier(treatment)
  const horizon = wanted ?? Math.min(before.watchedUntil, after.watchedUntil)
  const reason = notWatched('control', before, horizon) ?? notWatched('treatment', after, horizon)
  if (reason) return undefinedComparison(reason, method)
  return compareEstimates(restrictedMean(before, horizon), restrictedMean(after, horizon), { alpha, look }, method)
}

/**
 * The mean time without the event, of the first `horizon` units of time; undefined where nobody was watched for that long,
 * unless it happened to all.
 *
 * @throws RangeError if the horizon or a time is no positive number
 * @example restrictedMeanOf([{ time: 2, happened: true }, { time: 9, happened: false }], 5) // 3.5
 */
export function restrictedMeanOf(lifetimes: Iterable<Lifetime>, horizon: number): number | undefined {
  checkAbove('horizon', horizon)
  const curve = kaplanMeier(lifetimes)
  if (curve.n === 0 || notWatched('variant', curve, horizon)) return undefined
  return restrictedMean(curve, horizon).value
}

/** Area under the curve up to the horizon; each step adds to the variance the square of the area it lowers. */
function restrictedMean({ n, steps }: SurvivalCurve, horizon: number): Estimate {
  let area = 0
  let variance = 0
  let end = horizon
  for (const { time, atRisk, events, survival } of steps.filter(({ time }) => time < horizon).reverse()) {
    area += (end - time) * (survival.status === 'ok' ? survival.estimate : 0)
    if (atRisk > events) variance += (area * area * events) / atRisk / (atRisk - events)
    end = time
  }
  return { n, value: area + end, variance }
}

function notWatched(name: string, { n, watchedUntil, steps }: SurvivalCurve, horizon: number): string | undefined {
  const happenedToAll = steps.at(-1)?.survival.status === 'undefined'
  if (n === 0 || horizon <= watchedUntil || happenedToAll) return undefined
  return `No unit of the ${name} was watched beyond ${watchedUntil}; the horizon is ${horizon}.`
}
