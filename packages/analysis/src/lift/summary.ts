/**
 * Many experiments in a few numbers.
 */
import type { ComparisonReport, ExperimentReport, Summary } from '../lift-report.js'

/**
 * Metrics that nobody asked for are not counted.
 *
 * @param alpha adjusted p-values up to it count as significant; in an experiment with a plan, up to that of the plan
 */
export function summarise(experiments: readonly ExperimentReport[], alpha: number): Summary {
  const comparisons = experiments.flatMap(({ metrics, plan }) =>
    Object.values(metrics).flatMap((metric) =>
      metric.added ? [] : metric.comparisons.map((comparison) => ({ ...comparison, level: plan?.alpha ?? alpha })),
    ),
  )
  const significant = comparisons.filter(
    ({ adjustedPValue, level }) => adjustedPValue !== null && adjustedPValue <= level,
  )
  const failuresAt = (level: number) =>
    experiments.filter(({ checks: { sampleRatio } }) => sampleRatio.status === 'ok' && sampleRatio.pValue < level)
      .length
  return {
    experiments: experiments.length,
    comparisons: comparisons.length,
    sampleRatioFailures: { '0.01': failuresAt(0.01), '0.001': failuresAt(0.001) },
    significant: {
      up: significant.filter((comparison) => differenceOf(comparison) > 0).length,
      down: significant.filter((comparison) => differenceOf(comparison) < 0).length,
    },
    alpha,
  }
}

/** The lift has the same sign, and is not always defined where the difference is. */
function differenceOf({ difference }: ComparisonReport): number {
  return difference.status === 'undefined' ? 0 : (difference.estimate ?? 0)
}
