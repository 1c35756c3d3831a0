/**
 * Many experiments on one page: whether they can be trusted, how many moved, how far, which most, and how to see one.
 */
import type { ExperimentReport, LiftReport } from '@heddle/analysis'
import {
  formatCount,
  formatExpected,
  formatShare,
  nothing,
  type Survey,
  surveyOf,
  surveyVerdict,
} from '@heddle/analysis/view'
import { checkLines } from './check-line.js'
import { manyLooksLines } from './look-view.js'
import { sampleRatioLevels } from './sample-ratio-view.js'
import type { Screen } from './screen.js'
import { strongestLines, worstLines } from './survey-lists-view.js'
import { metricSurveyLines } from './survey-metric-view.js'
import { plural, printable, wrap } from './text.js'

/** How many of the strongest comparisons and of the worst sample ratios are shown. */
const listed = 10

export function surveyLines(report: LiftReport, screen: Screen): string[] {
  const survey = surveyOf(report, listed)
  const { alpha } = report.summary
  return [
    screen.paint.strong(titleText(survey)),
    '',
    ...sampleRatioLines(survey, screen),
    ...checkLines('good', 'control', controlText(report.experiments), screen),
    ...manyLooksLines(report.experiments, screen),
    ...survey.metrics.flatMap((metric) => ['', ...metricSurveyLines(metric, alpha, screen)]),
    ...strongestLines(survey, alpha, screen),
    ...worstLines(survey, screen),
    '',
    ...hintLines(survey, screen),
  ]
}

function titleText({ experiments, variants, comparisons }: Survey): string {
  return [
    plural(experiments, formatCount(experiments), 'experiment'),
    plural(variants, formatCount(variants), 'variant'),
    plural(comparisons, formatCount(comparisons), 'comparison'),
  ].join(', ')
}

function sampleRatioLines({ sampleRatio: { checked, doubtful, broken } }: Survey, screen: Screen): string[] {
  const chance = (level: number) => formatExpected(checked * level)
  const found =
    `${formatCount(doubtful)} of ${formatCount(checked)} experiments (${formatShare(checked > 0 ? doubtful / checked : 0)}) ` +
    `fail at ${sampleRatioLevels.doubtful}, where chance would give ${chance(sampleRatioLevels.doubtful)}; ` +
    `${formatCount(broken)} fail at ${sampleRatioLevels.broken}, where chance would give ${chance(sampleRatioLevels.broken)}`
  const verdict = surveyVerdict({ checked, doubtful, broken })
  const advice = {
    good: '',
    doubtful: '. They are counted and listed apart.',
    bad: '. Their variants did not get the units they should have; do not trust their lifts. They are counted and listed apart, but what broke them may have touched the others too.',
  }
  return checkLines(verdict, verdict === 'bad' ? 'SAMPLE RATIO' : 'sample ratio', `${found}${advice[verdict]}`, screen)
}

const reasons = {
  option: 'as --control says',
  name: 'the variant of that name',
  smallest: 'the smallest value, since no variant is named control',
} as const

function controlText(experiments: readonly ExperimentReport[]): string {
  const ways = new Map<string, number>()
  for (const { control, controlChosenBy } of experiments) {
    const way = `${printable(control)} (${reasons[controlChosenBy]})`
    ways.set(way, (ways.get(way) ?? 0) + 1)
  }
  const [most, ...others] = [...ways].sort((one, other) => other[1] - one[1])
  if (!most) return nothing
  const choose = experiments.some(({ controlChosenBy }) => controlChosenBy === 'smallest')
  const how = choose ? '; --control NAME takes another' : ''
  if (others.length === 0) return `in every experiment ${most[0]}${how}`
  const shown = [most, ...others.slice(0, 2)].map(([way, count]) => `in ${formatCount(count)} ${way}`)
  const more = others.length > 2 ? `; in the rest ${formatCount(others.length - 2)} others` : ''
  return `${shown.join('; ')}${more}${how}`
}

function hintLines({ strongest, worst }: Survey, { width, paint }: Screen): string[] {
  const example = strongest[0]?.experiment ?? worst[0]
  const only = example ? ` One experiment: add --only '${printable(example.experiment)}'.` : ''
  return wrap(`Every experiment: --format json.${only}`, width).map(paint.faint)
}
