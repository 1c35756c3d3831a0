/**
 * Metrics that must not get worse by more than a margin: which they are, and how each comparison of them stands.
 */
import {
  type CompareOptions,
  type Estimate,
  estimateOfMean,
  estimateOfRatio,
  type GuardrailPlan,
  type Margin,
  type NonInferiority,
  nonInferiority,
} from '@heddle/stats'
import type { GuardrailReport } from '../lift-report.js'
import type { MeasuredExperiment } from '../measurement.js'
import type { Gathered } from '../metrics/gathered.js'
import type { Method, MetricMoments } from '../metrics/method.js'
import type { guardedVitals } from '../metrics/vitals.js'

/** A metric that may get somewhat worse, but not by more than its margin; `good` is the metric's direction unless given. */
export interface Guardrail extends Omit<GuardrailPlan, 'good'> {
  readonly good?: GuardrailPlan['good']
}

/** A guardrail, and whose it is. */
export interface ChosenGuardrail extends GuardrailPlan {
  readonly chosenBy: NonNullable<GuardrailReport['chosenBy']>
}

/**
 * The margins of vitals that nobody gave one: 5 % of the control, 125 ms where a page takes 2.5 s; and a hundredth of a
 * layout shift, a tenth of what counts as good, since many pages do not shift at all.
 */
export const usualMargins: { readonly [Vital in (typeof guardedVitals)[number]]: Margin } = {
  LCP: { relative: 0.05 },
  INP: { relative: 0.05 },
  CLS: { absolute: 0.01 },
}

/**
 * @param spoken metrics that somebody speaks of, each with what is said of it, such as `guardrail`
 * @throws RangeError that names a metric that is not measured, and those that are
 */
export function checkNames(
  spoken: readonly { readonly as: string; readonly metric: string }[],
  experiments: readonly MeasuredExperiment[],
): void {
  if (experiments.length === 0) return
  const known = new Set(experiments.flatMap(({ metrics }) => metrics.map(({ name }) => name)))
  const missing = spoken.find(({ metric }) => !known.has(metric))
  if (missing === undefined) return
  throw new RangeError(
    `The ${missing.as} "${missing.metric}" is no metric. The metrics are: ${[...known].join(', ') || 'none'}.`,
  )
}

/** How a variant stands against the control at the margin, by the same look as its comparison. */
export function guardrailOf(
  { margin, good, chosenBy }: ChosenGuardrail,
  method: Method,
  control: Gathered,
  variant: Gathered,
  options: CompareOptions,
): GuardrailReport {
  const plan = { good, margin, chosenBy }
  const [mine, theirs] = [control, variant].map((some) => estimateOf(method, some))
  if (!mine || !theirs) {
    const { difference } = method.compare(control, variant, options)
    const reason =
      difference.status === 'undefined'
        ? difference.reason
        : 'A metric of this kind has no standard error to be held against a margin.'
    return { status: 'undefined', ...plan, reason }
  }
  return { ...answerOf(nonInferiority(mine, theirs, { ...options, ...plan })), ...plan }
}

function answerOf(answer: NonInferiority) {
  if (answer.status === 'undefined') return answer
  const { status, verdict, slack, pValue, power, method, warnings } = answer
  return { status, verdict, slack, pValue, power, method, warnings }
}

/** The value of a variant with its standard error, for the kinds that have one. */
function estimateOf(method: Method, gathered: Gathered): Estimate | undefined {
  const estimate = method.estimate?.(gathered)
  // Where all values are equal the error of a quantile is unknown, not zero.
  if (method.estimate) return estimate && estimate.variance > 0 ? estimate : undefined
  return method.moments && estimateOfMoments(method.moments(gathered))
}

function estimateOfMoments(moments: MetricMoments): Estimate | undefined {
  if ('successes' in moments) {
    const { n, successes } = moments
    // A mean of zeros and ones.
    return estimateOfMean(
      n === 0 ? { n, mean: 0, m2: 0 } : { n, mean: successes / n, m2: (successes * (n - successes)) / n },
    )
  }
  if ('meanX' in moments) return moments.meanX === 0 ? undefined : estimateOfRatio(moments)
  return 'mean' in moments && 'm2' in moments ? estimateOfMean(moments) : undefined
}
