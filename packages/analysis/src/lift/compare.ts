/**
 * Each variant against the control, metric by metric, and the p-values of the experiment adjusted as one family.
 */
import { type CompareOptions, holm } from '@heddle/stats'
import type { GuardrailReport, MetricReport } from '../lift-report.js'
import type { MeasuredMetric } from '../measurement.js'
import { type Direction, directionOf } from '../metrics/direction.js'
import type { MetricComparison } from '../metrics/method.js'
import { methodOf } from '../metrics/metric.js'
import { unitsAskedOf } from '../metrics/options.js'
import { comparisonReport } from './comparison-report.js'
import { type ChosenGuardrail, guardrailOf } from './guardrail.js'
import { type AdjustedSegments, adjustSegments, comparePairBySegment } from './segments.js'
import { stepReports } from './steps.js'

/** A metric with its comparisons, before the family is known. */
interface Compared {
  readonly name: string
  readonly report: Omit<MetricReport, 'comparisons' | 'steps'>
  readonly comparisons: readonly {
    readonly variant: string
    readonly comparison: MetricComparison
    readonly guardrail?: GuardrailReport
  }[]
  readonly steps: Pick<MetricReport, 'steps'>
  /** Of each comparison; none where units were not split. */
  readonly segments: readonly AdjustedSegments[]
}

/** How the comparisons of an experiment are made. */
export interface CompareSettings {
  readonly alpha: number
  readonly guardrails: readonly ChosenGuardrail[]
  /** Which way a metric is good, where the caller says so. */
  readonly good?: { readonly [metric: string]: Direction }
  /** Names of the metrics that nobody asked for: they are no part of the family of those that somebody did. */
  readonly added: readonly string[]
  /** The look of a variant against the control, in all units or in a segment. */
  readonly optionsFor: (variant: string, segment?: string) => CompareOptions
}

/** @param variants all of the experiment's, the control among them */
export function compareMetrics(
  metrics: readonly MeasuredMetric[],
  variants: readonly string[],
  control: string,
  settings: CompareSettings,
): { readonly [metric: string]: MetricReport } {
  const compared = metrics.map((metric) => compareMetric(metric, variants, control, settings))
  const isAdded = ({ name }: Compared) => settings.added.includes(name)
  const adjusted = new Map([
    ...adjustedOf(compared.filter((metric) => !isAdded(metric))),
    ...adjustedOf(compared.filter(isAdded)),
  ])
  return Object.fromEntries(
    compared.map((metric) => {
      const { name, report, comparisons, steps, segments } = metric
      const whole: MetricReport = {
        ...report,
        ...(isAdded(metric) ? { added: true } : {}),
        comparisons: comparisons.map(({ variant, comparison, guardrail }, index) => ({
          ...comparisonReport(variant, comparison, adjusted.get(comparison)),
          ...segments[index],
          ...(guardrail ? { guardrail } : {}),
        })),
        ...steps,
      }
      return [name, whole]
    }),
  )
}

/** The p-values of some metrics, adjusted as one family. */
function adjustedOf(compared: readonly Compared[]): (readonly [MetricComparison, number | undefined])[] {
  const family = compared.flatMap(({ comparisons }) => comparisons.map(({ comparison }) => comparison))
  const adjusted = holm(family.map(({ pValue }) => pValue))
  return family.map((comparison, index) => [comparison, adjusted[index]])
}

function compareMetric(
  { name, metric, sums, open, cap, segments }: MeasuredMetric,
  variants: readonly string[],
  control: string,
  { alpha, guardrails, good = {}, optionsFor }: CompareSettings,
): Compared {
  const method = methodOf(metric)
  const { none, value, compare, about, steps } = method
  const gatheredOf = (variant: string) => sums.get(variant) ?? none
  const values = variants.map((variant) => {
    const gathered = gatheredOf(variant)
    const left = open ? { open: open.get(variant) ?? 0 } : {}
    return [variant, { n: gathered.n, value: value(gathered) ?? null, ...left }] as const
  })
  const capped = metric.kind === 'mean' && metric.cap !== undefined && cap !== undefined
  const guardrail = guardrails.find((one) => one.metric === name)
  const others = variants.filter((variant) => variant !== control)
  return {
    name,
    report: {
      kind: metric.kind,
      ...about,
      ...unitsAskedOf(metric),
      direction: good[name] ?? directionOf(metric),
      ...(capped ? { cap: { p: metric.cap, value: cap } } : {}),
      variants: Object.fromEntries(values),
    },
    comparisons: others.map((variant) => ({
      variant,
      comparison: compare(gatheredOf(control), gatheredOf(variant), optionsFor(variant)),
      ...(guardrail
        ? { guardrail: guardrailOf(guardrail, method, gatheredOf(control), gatheredOf(variant), optionsFor(variant)) }
        : {}),
    })),
    steps: steps ? { steps: stepReports(steps, gatheredOf, variants, control, optionsFor) } : {},
    segments: segments
      ? adjustSegments(
          others.map((variant) =>
            comparePairBySegment({
              ...{ method, segments, control, variant, alpha },
              optionsFor: (segment) => optionsFor(variant, segment),
            }),
          ),
        )
      : [],
  }
}
