/**
 * The lift report as text: each experiment in full while they are few, a survey when they are many.
 * Pure: a report and a screen in, a text out.
 */
import type { LiftReport } from '@heddle/analysis'
import { fewExperiments } from '@heddle/analysis/view'
import { experimentLines } from './experiment-view.js'
import { logLines } from './log-view.js'
import { mappedLines } from './mapped-view.js'
import { rowsLines } from './rows-view.js'
import type { Screen } from './screen.js'
import { surveyLines } from './survey-view.js'

/** The whole text, ending in a line break. */
export function liftView(report: LiftReport, screen: Screen): string {
  const { experiments, log, rows, mapped, summary } = report
  const parts = [
    ...(log ? [logLines(log, screen)] : []),
    ...(rows ? [rowsLines(rows, screen)] : []),
    ...(mapped ? [mappedLines(mapped, screen)] : []),
    ...(experiments.length > fewExperiments
      ? [surveyLines(report, screen)]
      : experiments.map((experiment) => experimentLines(experiment, summary.alpha, screen))),
    ...(experiments.length === 0 ? [['No experiment was seen: there is nothing to compare.']] : []),
  ]
  const texts = parts.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return `${texts.join('\n\n')}\n`
}
