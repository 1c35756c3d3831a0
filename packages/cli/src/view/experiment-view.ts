/**
 * One experiment, in the order in which it should be read: the checks, the control, the metrics, the reservations.
 */
import type { ComparisonReport, ExperimentReport } from '@heddle/analysis'
import { checkLines } from './check-line.js'
import { checksLines } from './checks-view.js'
import { createFootnotes } from './footnotes.js'
import { lookLines, lookMeaning } from './look-view.js'
import { metricLines } from './metric-view.js'
import { sampleRatioLevels } from './sample-ratio-view.js'
import type { Screen } from './screen.js'
import { displayWidth, printable, wrap } from './text.js'

/** @param alpha the level of the whole report: intervals cover 1 − alpha, adjusted p-values are held against it */
export function experimentLines(report: ExperimentReport, alpha: number, screen: Screen): string[] {
  const { paint, width } = screen
  const title = printable(report.experiment)
  const footnotes = createFootnotes()
  const decides = report.look?.decides ?? true
  const { control, segmentedBy } = report
  const context = { control, alpha, decides, footnotes, screen, ...(segmentedBy === undefined ? {} : { segmentedBy }) }
  const metrics = Object.entries(report.metrics).map(([name, metric]) => metricLines(name, metric, context))
  const parts = [
    [
      paint.strong(title),
      paint.strong('═'.repeat(Math.min(displayWidth(title), width))),
      ...checksLines(report.checks, report.control, screen),
      ...checkLines('good', 'control', controlText(report), screen),
      ...(report.look ? lookLines(report.look, screen) : []),
    ],
    ...metrics,
    footnotes.lines(width),
    reservationLines(report, screen),
  ]
  return parts.filter((lines) => lines.length > 0).flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]))
}

/** What holds for all metrics: how they were compared, and once more whether they may be read. */
function reservationLines(report: ExperimentReport, { paint, width }: Screen): string[] {
  const comparisons = Object.values(report.metrics).flatMap((metric) => metric.comparisons)
  if (comparisons.length === 0) return [paint.doubtful('There is only one variant: nothing to compare.')]
  return [
    ...doubts(report.checks).map((doubt) => paint.bad(`${doubt}, see above: do not trust these numbers.`)),
    ...wrap(methodsText(comparisons, report.look), width).map(paint.faint),
  ]
}

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

function methodsText(comparisons: readonly ComparisonReport[], look: ExperimentReport['look']): string {
  const methods = [...new Set(comparisons.map(({ method }) => method))]
  const method = `Method: ${methods.join('; ')}.${look ? ` ${lookMeaning(look)}` : ''}`
  if (comparisons.length === 1) return method
  return `${method} adj. p: Holm, over the ${comparisons.length} comparisons of the experiment; the intervals are not adjusted.`
}
