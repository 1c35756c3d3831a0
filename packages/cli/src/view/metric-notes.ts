/**
 * Of whom a metric is and what was done to its numbers, said under its table: units left out, totals cut, noise taken out.
 */
import type { MetricReport } from '@heddle/analysis'
import { decimalsForDigits, formatCount, formatNumber, formatShare } from '@heddle/analysis/view'
import type { Screen } from './screen.js'
import { printable, wrap } from './text.js'

/** Nothing for most metrics. */
export function metricNotes(metric: MetricReport, { paint, width }: Screen): string[] {
  const notes = [...unitNotes(metric), ...openNotes(metric), ...capNotes(metric), ...adjustedNotes(metric)]
  return notes.flatMap((note) => wrap(note, width)).map(paint.faint)
}

function unitNotes({ only = {}, population }: MetricReport): string[] {
  const attributes = Object.entries(only).map(([name, value]) => `${printable(name)} = ${printable(value)}`)
  const conditions = [
    ...(attributes.length > 0 ? [`with ${attributes.join(', ')} at the first exposure`] : []),
    ...(population ? ['with the change on a page that exposed them'] : []),
  ]
  return conditions.length === 0 ? [] : [`Only units ${conditions.join(', and ')}.`]
}

function openNotes({ variants }: MetricReport): string[] {
  const open = Object.values(variants).reduce((sum, one) => sum + (one.open ?? 0), 0)
  return open === 0 ? [] : [`Left out: ${formatCount(open)} units whose time was not over at the end of the log.`]
}

function capNotes({ cap }: MetricReport): string[] {
  if (!cap) return []
  const value = formatNumber(cap.value, decimalsForDigits(cap.value, 3))
  return [`A unit counts with ${value} at most, the quantile ${cap.p} of all units.`]
}

function adjustedNotes({ comparisons }: MetricReport): string[] {
  const reductions = comparisons.flatMap(({ variant, adjusted }) =>
    adjusted ? [`${printable(variant)} ${formatShare(adjusted.varianceReduction)}`] : [],
  )
  if (reductions.length === 0) return []
  return [`Adjusted by what units did before; variance of the difference less by: ${reductions.join(', ')}.`]
}
