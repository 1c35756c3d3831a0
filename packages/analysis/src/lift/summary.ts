/**
 * Many experiments in a few numbers.
 */
import type { ComparisonReport, ExperimentReport, Summary } from '../lift-report.js'

/** @param alpha adjusted p-values up to it count as significant */
export function summarise(experiments: readonly ExperimentReport[], alpha: number): Summary {
  const comparisons = experiments.flatMap(({ metrics }) =>
    Object.values(metrics).flatMap((metric) => metric.comparisons),
  )
  const significant = comparisons.filter(({ adjustedPValue }) => adjustedPValue !== null && adjustedPValue <= alpha)
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
