/**
 * Whether events were lost alike in all variants: one line if so, a warning with the shares if not. Nothing where nothing
 * is missing.
 */
import type { LossReport } from '@heddle/analysis'
import { formatCount, formatShare, sentenceP } from '@heddle/analysis/view'
import { checkLines, signs } from './check-line.js'
import { sampleRatioLevels } from './sample-ratio-view.js'
import type { Screen } from './screen.js'
import { printable, wrap } from './text.js'

export function lossLines(report: LossReport, screen: Screen): string[] {
  const shares = sharesText(report)
  if (shares === '') return []
  if (report.status === 'undefined') {
    return checkLines('doubtful', 'loss', `not compared: ${report.reason} Pages that miss events: ${shares}`, screen)
  }
  const { pValue, warnings = [] } = report
  const notes = warnings.flatMap((warning) => checkLines('doubtful', 'loss', warning, screen))
  if (pValue >= sampleRatioLevels.doubtful) {
    const found = `the same share of pages misses events in every variant, as far as can be told: ${shares}; ${sentenceP(pValue)}`
    return [...checkLines('good', 'loss', found, screen), ...notes]
  }
  const broken = pValue < sampleRatioLevels.broken
  const brush = broken ? screen.paint.bad : screen.paint.doubtful
  const name = broken ? 'LOSS DIFFERS BETWEEN VARIANTS' : 'loss may differ between variants'
  const advice = broken
    ? 'Pages of one variant lost events more often than those of another, so the variants do not count alike. Do not trust any lift of this experiment until the cause is known.'
    : 'Pages of one variant lost events more often than chance would make likely. Look for a cause before trusting a small effect.'
  return [
    `${brush(`${signs[broken ? 'bad' : 'doubtful']} ${name}`)}  ${sentenceP(pValue)}`,
    ...wrap(`${advice} Pages that miss events: ${shares}.`, screen.width - 2).map((line) => `  ${line}`),
    ...notes,
  ]
}

/** `control: 3 of 1,020 (0.29 %), bestFirst: …`; empty where no page misses anything. */
function sharesText({ variants }: LossReport): string {
  const all = Object.entries(variants)
  if (all.every(([, { missing }]) => missing === 0)) return ''
  return all
    .map(([variant, { streams, missing }]) => {
      const share = formatShare(streams > 0 ? missing / streams : 0, 2)
      return `${printable(variant)}: ${formatCount(missing)} of ${formatCount(streams)} (${share})`
    })
    .join(', ')
}
