/**
 * One metric of one experiment: a sentence for each variant, the table of its numbers, and what was done to them.
 */
import type { ComparisonReport, ExperimentReport, MetricReport } from '@heddle/analysis'
import {
  decimalsForDigits,
  type Effect,
  effectsOf,
  endsText,
  estimateText,
  type Forms,
  formatCount,
  formatNumber,
  formatP,
  formatShare,
  formsOf,
  isBroken,
  levelText,
  nothing,
  openText,
  printable,
} from '@heddle/analysis/view'
import type { Interval } from '@heddle/stats'
import type { Texts } from '../texts/texts.js'
import type { TextTable } from './said.js'

export interface MetricContext {
  readonly control: string
  /** The variants in their order, the control first: a variant has the same colour everywhere. */
  readonly variants: readonly string[]
  /** Adjusted p-values up to this are marked. */
  readonly alpha: number
  /** Whether the plan allows to conclude anything now. */
  readonly decides: boolean
  /** Whether the checks hold; if not, no number may be believed. */
  readonly trusted: boolean
  readonly segmentedBy?: string
  /** The metric that decides, where the plan says so. */
  readonly primary?: string
  readonly texts: Texts
}

export function metricContext(report: ExperimentReport, alpha: number, texts: Texts): MetricContext {
  const { control, segmentedBy, look, checks, plan } = report
  const others = Object.keys(checks.sampleRatio.observed).filter((variant) => variant !== control)
  return {
    ...{ control, texts, alpha: plan?.alpha ?? alpha, variants: [control, ...others], decides: look?.decides ?? true },
    trusted: !isBroken(report),
    ...(plan?.primary === undefined ? {} : { primary: plan.primary }),
    ...(segmentedBy === undefined ? {} : { segmentedBy }),
  }
}

/** What kind of metric it is, which way is good, and what it is for. */
export function kindText(
  name: string,
  { kind, p, added, direction }: MetricReport,
  { texts, primary }: MetricContext,
): string {
  const { metric: words, checks } = texts
  return checks.list([
    p === undefined ? words.kinds[kind] : words.quantile(String(p)),
    ...(name === primary ? [words.decides] : []),
    ...(direction === 'down' ? [words.lessIsGood] : []),
    ...(added ? [words.added] : []),
  ])
}

/** Which way a comparison went, if that is beyond chance and may be concluded. */
export type Way = 'up' | 'down' | 'open' | 'undefined'

export function wayOf({ difference, lift, adjustedPValue }: ComparisonReport, alpha: number): Way {
  const estimate = estimateOf(difference) ?? estimateOf(lift)
  if (adjustedPValue === null || estimate === undefined) return 'undefined'
  if (adjustedPValue > alpha) return 'open'
  return estimate > 0 ? 'up' : 'down'
}

const estimateOf = (interval: Interval) => (interval.status === 'undefined' ? undefined : interval.estimate)

/** What a reader who skips the table can take away. */
export function findingSaid(
  name: string,
  metric: MetricReport,
  comparison: ComparisonReport,
  { control, alpha, decides, trusted, texts }: MetricContext,
): string {
  const { metric: words } = texts
  const forms = formsOf(metric)
  const { difference, lift } = comparison
  const variant = printable(comparison.variant)
  // A difference of shares is what readers know; a lift is not always defined where the difference is.
  const shown = lift.status === 'undefined' ? difference : lift
  const form = lift.status === 'undefined' ? forms.difference : forms.lift
  const effect = [estimateText(shown, form.scale, form.decimals), intervalText(shown, form, texts)].join(' ')
  const sentence = {
    up: words.raises(variant, printable(name), effect),
    down: words.lowers(variant, printable(name), effect),
    open: words.open(variant, printable(control), printable(name), effect),
    undefined: words.undefined(variant, printable(control), printable(name)),
  }[wayOf(comparison, alpha)]
  if (!trusted) return words.distrusted(sentence)
  return decides ? sentence : words.preview(sentence)
}

/** The control, and each variant compared with it; segments have a table of their own. */
export function metricTable(metric: MetricReport, context: MetricContext): TextTable {
  const { control, alpha, variants, texts } = context
  const { head } = texts.metric
  const forms = formsOf(metric)
  const start = (name: string, found: MetricReport['variants'][string] | undefined) => [
    printable(name),
    formatCount(found?.n ?? 0),
    forms.value(found?.value ?? null),
  ]
  const place = (variant: string) => ({ variant: Math.max(variants.indexOf(variant), 0) })
  return {
    head: [
      ...[head.variant, head.units, head.value, head.difference, head.lift],
      ...[head.interval(levelText(alpha)), head.p, head.adjusted],
    ],
    rows: [
      {
        cells: [...start(control, metric.variants[control]), nothing, nothing, nothing, nothing, nothing],
        ...place(control),
      },
      ...effectsOf(metric).map((effect) => ({
        cells: [...start(effect.name, effect.found), ...effectCells(effect, forms, texts)],
        ...place(effect.variant),
        strong: isStrong(effect, context),
      })),
    ],
  }
}

/** Whether a row may be concluded from. */
export function isStrong({ adjustedPValue }: Effect, { decides, trusted, alpha }: MetricContext): boolean {
  return decides && trusted && adjustedPValue !== null && adjustedPValue <= alpha
}

/** Difference, lift, its interval, p and adjusted p. */
export function effectCells(effect: Effect, { difference, lift }: Forms, texts: Texts): string[] {
  return [
    estimateText(effect.difference, difference.scale, difference.decimals),
    estimateText(effect.lift, lift.scale, lift.decimals),
    intervalText(effect.lift, lift, texts),
    formatP(effect.pValue, effect.logPValue),
    formatP(effect.adjustedPValue),
  ]
}

/** `[+5.3, +23.2]`, or what an interval without two ends says. */
export function intervalText(interval: Interval, { scale, decimals }: Forms['lift'], { metric: words }: Texts): string {
  const ends = endsText(interval, scale, decimals)
  if (ends) return `[${ends.low}, ${ends.high}]`
  return interval.status === 'ok' ? nothing : openText(interval, scale, decimals, words.interval)
}

/** What was done to the numbers, and what makes them less reliable; each sentence once. */
export function metricNotes(metric: MetricReport, { texts }: MetricContext): readonly string[] {
  const { metric: words, checks } = texts
  const { variants, cap, comparisons, only = {}, population } = metric
  const conditions = [
    ...Object.entries(only).map(([name, value]) => `${printable(name)} = ${printable(value)}`),
    ...(population ? [words.withChange] : []),
  ]
  const open = Object.values(variants).reduce((sum, one) => sum + (one.open ?? 0), 0)
  const reductions = comparisons.flatMap(({ variant, adjusted }) =>
    adjusted ? [`${printable(variant)} ${formatShare(adjusted.varianceReduction)}`] : [],
  )
  return [
    ...(conditions.length === 0 ? [] : [words.onlyUnits(checks.list(conditions))]),
    ...(open === 0 ? [] : [words.openUnits(formatCount(open))]),
    ...(cap ? [words.capped(formatNumber(cap.value, decimalsForDigits(cap.value, 3)), String(cap.p))] : []),
    ...(reductions.length === 0 ? [] : [words.adjustedBy(checks.list(reductions))]),
  ]
}

/** Sentences that the comparison itself comes with: reasons and warnings; each once. */
export function metricWarnings(metric: MetricReport, { texts }: MetricContext): readonly string[] {
  const say = (sentence: string) => texts.fromAnalysis(printable(sentence))
  const found = effectsOf(metric, !metric.added).flatMap(({ name, segment, difference, lift, warnings }) => [
    ...[difference, lift].flatMap((interval) =>
      interval.status !== 'ok' && interval.reason
        ? [texts.ofOne(printable(segment ?? name), say(interval.reason))]
        : [],
    ),
    ...warnings.map(say),
  ])
  return [...new Set(found)]
}
