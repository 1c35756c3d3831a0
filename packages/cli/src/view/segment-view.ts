/**
 * What the segments of a metric say together, under its table: whether they differ, and what their p-values are.
 */
import type { ComparisonReport, MetricReport } from '@heddle/analysis'
import {
  differenceScale,
  effectDecimals,
  estimateText,
  formatCount,
  formatNumber,
  heterogeneityLevel,
  sentenceP,
} from '@heddle/analysis/view'
import type { Screen } from './screen.js'
import { plural, printable, wrap } from './text.js'

export function segmentLines(metric: MetricReport, attribute: string, { paint, width }: Screen): string[] {
  const { comparisons } = metric
  const family = comparisons.reduce((sum, { segments = [] }) => sum + segments.length, 0)
  if (family === 0) return []
  const label = `Indented: by ${printable(attribute)}; their adj. p: Holm, over the ${plural(family, formatCount(family), 'segment row')} of this metric.`
  return [...wrap(label, width).map(paint.faint), ...heterogeneityLines(metric, attribute, width)]
}

/** Whether the segments of each comparison differ, and what each most likely is. */
export function heterogeneityLines(metric: MetricReport, attribute: string, width: number): string[] {
  const { comparisons } = metric
  return comparisons.flatMap((comparison) =>
    wrap(heterogeneityText(comparison, attribute, metric, comparisons.length > 1), width),
  )
}

function heterogeneityText(
  { variant, heterogeneity, segments = [] }: ComparisonReport,
  attribute: string,
  metric: MetricReport,
  several: boolean,
): string {
  const whose = `the difference${several ? ` of ${printable(variant)}` : ''}`
  const by = printable(attribute)
  if (heterogeneity === undefined || heterogeneity.status === 'undefined') {
    return `Whether ${whose} varies with ${by} cannot be told: ${heterogeneity?.reason ?? 'there are no segments.'}`
  }
  const { q, df, pValue, logPValue } = heterogeneity
  const test = `(Cochran's Q ${formatNumber(q, 1)} on ${df} df, ${sentenceP(pValue, logPValue)})`
  const shrunken = shrunkenText(segments, metric)
  if (pValue <= heterogeneityLevel) return `${capital(whose)} varies with ${by} ${test}; ${shrunken}.`
  return `Nothing says that ${whose} varies with ${by} ${test}; ${shrunken}.`
}

/** `shrunken towards each other: en +4.1 pp, ar -1.0 pp`: the segments that could be seen together. */
function shrunkenText(segments: NonNullable<ComparisonReport['segments']>, metric: MetricReport): string {
  const scale = differenceScale(metric)
  const known = segments.filter(({ shrunken }) => shrunken.status !== 'undefined')
  const decimals = effectDecimals(
    known.map(({ shrunken }) => shrunken),
    scale,
  )
  const texts = known.map(
    ({ segment, shrunken }) => [printable(segment), estimateText(shrunken, scale, decimals)] as const,
  )
  const estimates = new Set(texts.map(([, text]) => text))
  const [only] = estimates
  if (estimates.size === 1 && only) return `most likely it is ${only} in each`
  return `most likely, given all of them: ${texts.map((text) => text.join(' ')).join(', ')}`
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
