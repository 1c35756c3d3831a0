/** What the segments of a metric say together: whether they differ, and what each most likely is. */
import type { ComparisonReport, MetricReport } from '@heddle/analysis'
import {
  differenceScale,
  effectDecimals,
  effectsOf,
  estimateText,
  type Form,
  formatCount,
  formatNumber,
  formsOf,
  heterogeneityLevel,
  levelText,
  printable,
  sentenceP,
} from '@heddle/analysis/view'
import type { Interval } from '@heddle/stats'
import type { Texts } from '../texts/texts.js'
import { effectCells, isStrong, type MetricContext } from './metric.js'
import type { TextTable } from './said.js'

/** Whether the difference of one variant varies with the attribute. */
export function heterogeneitySaid(
  { variant, heterogeneity }: ComparisonReport,
  attribute: string,
  { segments: words, fromAnalysis }: Texts,
): string {
  const [name, by] = [printable(variant), printable(attribute)]
  if (heterogeneity === undefined || heterogeneity.status === 'undefined') {
    return words.unknown(name, by, fromAnalysis(printable(heterogeneity?.reason ?? '–')))
  }
  const { q, df, pValue, logPValue } = heterogeneity
  const test = `Cochran Q ${formatNumber(q, 1)}, df ${df}, ${sentenceP(pValue, logPValue)}`
  return pValue <= heterogeneityLevel ? words.differ(name, by, test) : words.alike(name, by, test)
}

/** How differences of the segments, by themselves and shrunken, are written. */
export function segmentForm(metric: MetricReport): Form {
  const scale = differenceScale(metric)
  const known = metric.comparisons.flatMap(({ segments = [] }) =>
    segments.flatMap(({ difference, shrunken }) => [difference, shrunken]),
  )
  return { scale, decimals: effectDecimals(known, scale) }
}

/** One variant against the control, segment by segment, with the most likely difference of each last. */
export function segmentTable(
  { variant, segments = [] }: ComparisonReport,
  metric: MetricReport,
  context: MetricContext,
): TextTable {
  const { texts, alpha } = context
  const { head } = texts.metric
  const effects = effectsOf(metric, true)
  const forms = formsOf(metric, effects)
  const form = segmentForm(metric)
  return {
    head: [
      ...[texts.segments.segment, head.units, head.value, head.difference, head.lift],
      ...[head.interval(levelText(alpha)), head.p, head.adjusted, texts.segments.shrunken],
    ],
    rows: effects
      .filter((effect) => effect.segment !== undefined && effect.variant === variant)
      .map((effect, place) => ({
        cells: [
          ...[printable(effect.name), formatCount(effect.found?.n ?? 0), forms.value(effect.found?.value ?? null)],
          ...effectCells(effect, forms, texts),
          estimateText(segments[place]?.shrunken ?? unknown, form.scale, form.decimals),
        ],
        strong: isStrong(effect, context),
      })),
  }
}

const unknown: Interval = { status: 'undefined', reason: '' }

/** How many rows there are to show: none for a metric that nobody asked for. */
export const segmentRows = ({ comparisons, added }: MetricReport): number =>
  added ? 0 : comparisons.reduce((sum, { segments = [] }) => sum + segments.length, 0)
