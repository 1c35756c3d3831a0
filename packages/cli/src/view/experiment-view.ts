/**
 * One experiment, in the order in which it should be read: the checks, what to do, how far the plan is along, the metrics,
 * the guardrails, the segments, the steps, the reservations.
 */
import type { ComparisonReport, ExperimentReport } from '@heddle/analysis'
import { inReadingOrder } from '@heddle/analysis/view'
import { checkLines } from './check-line.js'
import { checksLines } from './checks-view.js'
import { decisionLines } from './decision-view.js'
import { createFootnotes } from './footnotes.js'
import { lookLines, lookMeaning } from './look-view.js'
import { metricLines, segmentedLines } from './metric-view.js'
import { sampleRatioLevels } from './sample-ratio-view.js'
import type { Screen } from './screen.js'
import { stepLines } from './step-lines.js'
import { printable, wrap } from './text.js'
import { titleOf } from './title.js'

/** @param level of the whole report: intervals cover 1 − alpha, adjusted p-values are held against it; a plan may have its own */
export function experimentLines(report: ExperimentReport, level: number, screen: Screen): string[] {
  const { width } = screen
  const footnotes = createFootnotes()
  const { control, segmentedBy, plan, look } = report
  const alpha = plan?.alpha ?? level
  const decides = look?.decides ?? true
  const context = { control, alpha, decides, footnotes, screen, ...(segmentedBy === undefined ? {} : { segmentedBy }) }
  const metrics = inReadingOrder(report)
  const parts = [
    headLines(report, screen),
    ...metrics.map(([name, metric]) => metricLines(name, metric, context)),
    ...metrics.map(([name, metric]) => segmentedLines(name, metric, context)),
    ...metrics.map(([name, metric]) => stepLines(name, metric, screen)),
    footnotes.lines(width),
    reservationLines(report, screen),
  ]
  return parts.filter((lines) => lines.length > 0).flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]))
}

/** What must be known before any number: whether it counts, and what it says to do. */
function headLines(report: ExperimentReport, screen: Screen): string[] {
  const { paint, width } = screen
  const { checks, control, decision, look, plan } = report
  const decided = decisionLines(decision, plan, screen)
  const isBroken = decision?.status === 'ok' && decision.verdict === 'broken'
  return [
    ...titleOf(report.experiment, screen),
    ...(plan?.hypothesis ? wrap(printable(plan.hypothesis), width).map(paint.faint) : []),
    ...(isBroken ? decided : []),
    ...checksLines(checks, control, screen),
    ...checkLines('good', 'control', controlText(report), screen),
    ...(isBroken ? [] : decided),
    ...(look ? lookLines(look, plan, screen) : []),
  ]
}

/** What holds for all metrics: how they were compared, and once more whether they may be read. */
function reservationLines(report: ExperimentReport, { paint, width }: Screen): string[] {
  const comparisons = Object.values(report.metrics).flatMap((metric) => metric.comparisons)
  if (comparisons.length === 0) return wrap(onlyOneVariant, width).map(paint.doubtful)
  return [
    ...doubts(report.checks).map((doubt) => paint.bad(`${doubt}, see above: do not trust these numbers.`)),
    ...wrap(methodsText(report, comparisons), width).map(paint.faint),
  ]
}

const onlyOneVariant =
  'Only one variant was seen, so there is nothing to compare: check that the experiment splits its units, and that every file of the log was named.'

/** Why the numbers may not be read at all. */
function doubts({ sampleRatio, loss }: ExperimentReport['checks']): string[] {
  const isBroken = (check: typeof sampleRatio | typeof loss) =>
    check?.status === 'ok' && check.pValue < sampleRatioLevels.broken
  return [
    ...(isBroken(sampleRatio) ? ['The sample ratio is broken'] : []),
    ...(isBroken(loss) ? ['Events were lost more often in one variant than in another'] : []),
  ]
}

function controlText({ control, controlChosenBy }: ExperimentReport): string {
  const name = printable(control)
  switch (controlChosenBy) {
    case 'option':
      return `${name}, as --control says`
    case 'name':
      return `${name}, the variant of that name`
    case 'smallest':
      return `${name}, the smallest value, since no variant is named control; --control NAME takes another`
  }
}

function methodsText({ metrics, look }: ExperimentReport, comparisons: readonly ComparisonReport[]): string {
  const methods = [...new Set(comparisons.map(({ method }) => method))]
  const method = `Method: ${methods.join('; ')}.${look ? ` ${lookMeaning(look)}` : ''}`
  const added = Object.values(metrics).reduce((sum, metric) => sum + (metric.added ? metric.comparisons.length : 0), 0)
  const asked = comparisons.length - added
  const families = [
    ...(asked > 1 ? [`over the ${asked} comparisons of the experiment`] : []),
    ...(added > 1 ? [`over the ${added} of what was added`] : []),
  ]
  if (families.length === 0) return method
  return `${method} adj. p: Holm, ${families.join(', and ')}; the intervals are not adjusted.`
}
