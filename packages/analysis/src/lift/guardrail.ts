/**
 * Metrics that must not get worse by more than a margin: which they are, and how each comparison of them stands.
 */
import {
  type CompareOptions,
  estimateOfMean,
  estimateOfRatio,
  type GuardrailPlan,
  type NonInferiority,
  nonInferiority,
} from '@heddle/stats'
import type { GuardrailReport } from '../lift-report.js'
import type { MeasuredExperiment } from '../measurement.js'
import type { Gathered } from '../metrics/gathered.js'
import type { Method, MetricMoments } from '../metrics/method.js'

/** A metric that may get somewhat worse, but not by more than its margin; more of it is good unless `good` says `down`. */
export interface Guardrail extends Omit<GuardrailPlan, 'good'> {
  readonly good?: GuardrailPlan['good']
}

/** @throws RangeError that names a guardrail's metric that is not measured, and those that are */
export function checkGuardrails(guardrails: readonly Guardrail[], experiments: readonly MeasuredExperiment[]): void {
  if (experiments.length === 0) return
  const known = new Set(experiments.flatMap(({ metrics }) => metrics.map(({ name }) => name)))
  const missing = guardrails.find(({ metric }) => !known.has(metric))
  if (missing === undefined) return
  throw new RangeError(
    `The guardrail "${missing.metric}" is no metric. The metrics are: ${[...known].join(', ') || 'none'}.`,
  )
}

/** How a variant stands against the control at the margin, by the same look as its comparison. */
export function guardrailOf(
  { margin, good = 'up' }: Guardrail,
  method: Method,
  control: Gathered,
  variant: Gathered,
  options: CompareOptions,
): GuardrailReport {
  const plan = { good, margin }
  const [mine, theirs] = [control, variant].map((some) => method.moments && estimateOf(method.moments(some)))
  if (!mine || !theirs) {
    return { status: 'undefined', ...plan, reason: 'A metric of this kind has no mean to be held against a margin.' }
  }
  return { ...answerOf(nonInferiority(mine, theirs, { ...options, ...plan })), ...plan }
}

function answerOf(answer: NonInferiority) {
  if (answer.status === 'undefined') return answer
  const { status, verdict, slack, pValue, power, method, warnings } = answer
  return { status, verdict, slack, pValue, power, method, warnings }
}

/** The value of a variant with its standard error, for the kinds that are a mean or a ratio of two. */
function estimateOf(moments: MetricMoments) {
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
