/**
 * Each variant against the control, metric by metric, and the p-values of the experiment adjusted as one family.
 */
import { type CompareOptions, type Comparison, holm } from '@heddle/stats'
import type { MetricReport } from '../lift-report.js'
import type { MeasuredMetric } from '../measurement.js'
import { noSums } from '../metrics/method.js'
import { methodOf } from '../metrics/metric.js'

/** A metric with its comparisons, before the family is known. */
interface Compared {
  readonly name: string
  readonly report: Omit<MetricReport, 'comparisons'>
  readonly comparisons: readonly { readonly variant: string; readonly comparison: Comparison }[]
}

/** @param variants all of the experiment's, the control among them */
export function compareMetrics(
  metrics: readonly MeasuredMetric[],
  variants: readonly string[],
  control: string,
  options: CompareOptions,
): { readonly [metric: string]: MetricReport } {
  const compared = metrics.map((metric) => compareMetric(metric, variants, control, options))
  const adjusted = holm(compared.flatMap(({ comparisons }) => comparisons.map(({ comparison }) => comparison.pValue)))
  const next = adjusted.values()
  return Object.fromEntries(
    compared.map(({ name, report, comparisons }) => [
      name,
      {
        ...report,
        comparisons: comparisons.map(({ variant, comparison }) => ({
          variant,
          difference: comparison.difference,
          lift: comparison.lift,
          pValue: comparison.pValue ?? null,
          logPValue: comparison.logPValue ?? null,
          adjustedPValue: next.next().value ?? null,
          method: comparison.method,
          warnings: comparison.warnings,
        })),
      },
    ]),
  )
}

function compareMetric(
  { name, metric, sums }: MeasuredMetric,
  variants: readonly string[],
  control: string,
  options: CompareOptions,
): Compared {
  const method = methodOf(metric)
  const sumsOf = (variant: string) => sums.get(variant) ?? noSums
  const values = variants.map((variant) => {
    const { n } = sumsOf(variant)
    return [variant, { n, value: method.value(sumsOf(variant)) ?? null }] as const
  })
  return {
    name,
    report: { kind: metric.kind, variants: Object.fromEntries(values) },
    comparisons: variants
      .filter((variant) => variant !== control)
      .map((variant) => ({ variant, comparison: method.compare(sumsOf(control), sumsOf(variant), options) })),
  }
}
