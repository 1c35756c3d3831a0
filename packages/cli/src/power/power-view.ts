/**
 * What an experiment takes and what it can find, as text.
 * Pure: a report and a screen in, a text out.
 */
import type { MetricPower, PowerReport } from '@heddle/analysis'
import { decimalsForDigits, formatCount, formatNumber, formatShare, formatSigned, nothing } from '@heddle/analysis/view'
import { createFootnotes, type Footnotes } from '../view/footnotes.js'
import type { Screen } from '../view/screen.js'
import { type Column, fittedLines, textTable } from '../view/table.js'
import { plural, printable, wrap } from '../view/text.js'

/** The whole text, ending in a line break. */
export function powerView(report: PowerReport, screen: Screen): string {
  const footnotes = createFootnotes()
  const parts = [
    ...report.metrics.map((metric) => metricLines(metric, report, footnotes, screen)),
    footnotes.lines(screen.width),
    meaningLines(report, screen),
  ]
  const texts = parts.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return `${texts.join('\n\n')}\n`
}

function metricLines(metric: MetricPower, report: PowerReport, footnotes: Footnotes, screen: Screen): string[] {
  const { paint, width } = screen
  const title = paint.strong(printable(metric.metric ?? 'the metric'))
  const { spread } = metric
  if (spread.status === 'undefined') return [title, ...wrap(`Cannot be planned. ${spread.reason}`, width)]
  return [
    `${title} ${paint.faint(`(${spreadText(metric)})`)}`,
    ...answersTable(metric, report, footnotes, screen),
    ...wrap(foundText(metric, report), width).filter((line) => line !== ''),
  ]
}

function spreadText({ spread, pilotUnits, margin, direction }: MetricPower): string {
  if (spread.status === 'undefined') return ''
  const { kind, baseline, deviation = 0 } = spread
  const measured =
    pilotUnits === undefined ? '' : `, of ${plural(pilotUnits, formatCount(pilotUnits), 'unit')} of the control`
  const value =
    kind === 'rate'
      ? `rate ${formatShare(baseline, percentDecimals(baseline))}`
      : `value ${digits(baseline)}, standard deviation ${digits(deviation)}`
  const guarded = margin === undefined ? '' : `; not worse by ${formatShare(margin, percentDecimals(margin))}`
  return `${value}${measured}${guarded}; ${direction === 'up' ? 'more' : 'less'} is good`
}

function answersTable({ answers, margin }: MetricPower, report: PowerReport, footnotes: Footnotes, screen: Screen) {
  const number = { align: 'right' } as const
  const columns: Column[] = [
    { head: margin === undefined ? 'lift' : 'true lift', ...number },
    { head: 'units a variant', ...number },
    { head: 'units in all', ...number },
    ...(report.unitsPerDay === undefined ? [] : [{ head: 'days', ...number }]),
    ...(report.units === undefined ? [] : [{ head: `chance with ${formatCount(report.units)}`, ...number }]),
  ]
  const rows = answers.map((answer) => {
    const lift = `${formatSigned(answer.lift * 100, percentDecimals(answer.lift))} %`
    if (answer.status === 'undefined')
      return [`${lift}${footnotes.mark(answer.reason)}`, ...columns.slice(1).map(() => nothing)]
    const { unitsPerVariant, units, days, power } = answer
    return [
      lift,
      formatCount(unitsPerVariant),
      formatCount(units),
      ...(report.unitsPerDay === undefined ? [] : [days === null ? nothing : formatCount(days)]),
      ...(report.units === undefined ? [] : [power === null ? nothing : formatShare(power, 0)]),
    ]
  })
  return fittedLines(textTable(columns, rows), screen)
}

function foundText({ smallestLift, margin }: MetricPower, { units = 0, power }: PowerReport): string {
  if (!smallestLift) return ''
  const those = `${plural(units, formatCount(units), 'unit')} in all`
  if (smallestLift.status === 'undefined') return `${those}: ${smallestLift.reason}`
  const lift = `${formatSigned(smallestLift.lift * 100, percentDecimals(smallestLift.lift))} %`
  if (margin === undefined)
    return `${those} find a lift of ${lift} with a chance of ${formatShare(power, 0)}, and smaller ones with less.`
  return `${those} show that it is not worse with a chance of ${formatShare(power, 0)} if the true lift is ${lift} or better.`
}

function meaningLines(report: PowerReport, { paint, width }: Screen): string[] {
  const { alpha, power, variants, look, looks = 0, unitsPerDay, metrics } = report
  const looked = {
    fixed: 'one look, when all units are there',
    'always-valid': 'looks as often as one likes',
    'group-sequential': `${looks} planned looks, evenly spaced`,
  }[look]
  const several =
    variants > 2 ? `; each of ${variants - 1} treatments at alpha ${plain(alpha / (variants - 1))} (Bonferroni)` : ''
  const half = metrics.some(({ margin }) => margin !== undefined)
    ? ' A margin is shown with half of alpha, as by the interval.'
    : ''
  const rate = unitsPerDay === undefined ? '' : ` ${digits(unitsPerDay)} new units a day.`
  const text =
    `Chance ${formatShare(power, 0)} at alpha ${plain(alpha)}, two-sided, with ${looked}; ${variants} variants of equal ` +
    `size${several}.${half}${rate} Rates: score test; means and ratios: normal distribution.`
  return wrap(text, width).map(paint.faint)
}

const digits = (value: number) => formatNumber(value, decimalsForDigits(value, 3))
/** `0.05`, without zeros at its end. */
const plain = (value: number) => `${Number(value.toPrecision(3))}`
const percentDecimals = (share: number) => decimalsForDigits(share * 100, 2)
