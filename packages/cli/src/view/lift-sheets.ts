/**
 * The lift report as tables: of each experiment what it says to do, then a table for each metric, a row a variant and a
 * segment. Pure.
 */
import type {
  Checks,
  ComparisonReport,
  ExperimentReport,
  LiftReport,
  MetricReport,
  SegmentReport,
} from '@heddle/analysis'
import { formatCount, isShare, newsIn, sentenceP } from '@heddle/analysis/view'
import type { Interval } from '@heddle/stats'
import { notesSheet, type Sheet, type SheetColumn, type Value } from './sheet.js'

export function liftSheets({ experiments }: LiftReport): readonly Sheet[] {
  return experiments.flatMap((experiment) => [
    notesSheet({ experiment: experiment.experiment }, notesOf(experiment)),
    ...Object.entries(experiment.metrics).map(([name, metric]) => metricSheet(experiment, name, metric)),
  ])
}

function notesOf({ checks, control, decision, plan, look }: ExperimentReport): string[] {
  const { hypothesis } = plan ?? {}
  const progress = look
    ? [`${formatCount(look.units)} of ${formatCount(look.plannedUnits)} planned units; ${look.name}.`]
    : []
  return [
    ...(decision?.status === 'ok' ? [decision.sentence, ...newsIn(decision.reasons)] : []),
    ...(decision?.status === 'undefined' && plan ? [`No decision. ${decision.reason}`] : []),
    ...(hypothesis === undefined ? [] : [`Hypothesis: ${hypothesis}`]),
    ...progress,
    ...checkNotes(checks),
    `Control: ${control}.`,
  ]
}

function checkNotes({ sampleRatio, loss, crossover, delivery }: Checks): string[] {
  return [
    sampleRatio.status === 'ok'
      ? `Sample ratio: ${sentenceP(sampleRatio.pValue)}.`
      : `Sample ratio not checked: ${sampleRatio.reason}`,
    ...(loss?.status === 'ok' ? [`Loss alike in all variants: ${sentenceP(loss.pValue)}.`] : []),
    ...(delivery ? [`Events lost: ${formatCount(delivery.lost)} of ${formatCount(delivery.issued)}.`] : []),
    ...(crossover ? [`Units in more than one variant: ${formatCount(crossover.units)}.`] : []),
  ]
}

function metricSheet({ experiment, control }: ExperimentReport, metric: string, report: MetricReport): Sheet {
  const { variants, comparisons, kind, unit } = report
  return {
    about: { experiment, metric, kind },
    notes: unit === undefined ? [] : [`Values and differences are in ${unit}.`],
    columns: columnsFor(isShare(report)),
    rows: [
      rowOf(control, '', variants[control], undefined),
      ...comparisons.flatMap((comparison) => [
        rowOf(comparison.variant, '', variants[comparison.variant], comparison),
        ...(comparison.segments ?? []).map((segment) =>
          rowOf(comparison.variant, segment.segment, segment.variants[comparison.variant], segment),
        ),
      ]),
    ],
  }
}

function columnsFor(share: boolean): readonly SheetColumn[] {
  const [value, difference] = share ? (['share', 'points'] as const) : (['number', 'signed'] as const)
  return [
    { name: 'variant', is: 'text' },
    { name: 'segment', is: 'text' },
    { name: 'units', is: 'count' },
    { name: 'value', is: value },
    { name: 'difference', is: difference },
    { name: 'difference low', is: difference },
    { name: 'difference high', is: difference },
    { name: 'lift', is: 'lift' },
    { name: 'lift low', is: 'lift' },
    { name: 'lift high', is: 'lift' },
    { name: 'p', is: 'p' },
    { name: 'adjusted p', is: 'p' },
    { name: 'guardrail', is: 'text' },
  ]
}

function rowOf(
  variant: string,
  segment: string,
  found: { readonly n: number; readonly value: number | null } | undefined,
  comparison: ComparisonReport | SegmentReport | undefined,
): Value[] {
  const counts = [found?.n ?? 0, found?.value]
  if (!comparison) return [variant, segment, ...counts]
  const { difference, lift, pValue, adjustedPValue } = comparison
  const guardrail = 'guardrail' in comparison ? comparison.guardrail : undefined
  const verdict = guardrail?.status === 'ok' ? guardrail.verdict : guardrail?.status
  return [variant, segment, ...counts, ...endsOf(difference), ...endsOf(lift), pValue, adjustedPValue, verdict]
}

/** An end that is open or unknown is empty. */
export function endsOf(interval: Interval): readonly [estimate: Value, low: Value, high: Value] {
  if (interval.status === 'undefined') return [undefined, undefined, undefined]
  return [interval.estimate, interval.low, interval.high]
}
