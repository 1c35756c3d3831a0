/**
 * Whether a metric that must not get worse did not: a line for each variant, under the metric's table.
 */
import type { ComparisonReport, GuardrailReport } from '@heddle/analysis'
import { formatShare, sentenceP } from '@heddle/analysis/view'
import { checkLines } from './check-line.js'
import type { Screen } from './screen.js'
import { printable } from './text.js'

/** @param decides whether the look allows to conclude anything; if not, the verdict is a preview */
export function guardrailLines(comparisons: readonly ComparisonReport[], decides: boolean, screen: Screen): string[] {
  return comparisons.flatMap(({ variant, guardrail }) =>
    guardrail ? verdictLines(printable(variant), guardrail, decides, screen) : [],
  )
}

function verdictLines(name: string, report: GuardrailReport, decides: boolean, screen: Screen): string[] {
  const margin = marginText(report)
  const line = (verdict: 'good' | 'doubtful' | 'bad', found: string) => checkLines(verdict, 'guardrail', found, screen)
  if (report.status === 'undefined') return line('doubtful', `${name}: not judged. ${report.reason}`)
  const preview = decides ? '' : ', as a preview'
  switch (report.verdict) {
    case 'non-inferior':
      return line(
        decides ? 'good' : 'doubtful',
        `${name} is not worse by as much as ${margin}; ${sentenceP(report.pValue)}${preview}`,
      )
    case 'inferior':
      return line('bad', `${name} is worse by more than ${margin}${preview}`)
    case 'undecided':
      return line(
        'doubtful',
        `${name}: open whether it is worse by as much as ${margin}; with no difference at all, units like these would have shown ` +
          `that it is not with a chance of ${formatShare(report.power, 0)}${preview}`,
      )
  }
}

function marginText({ margin, good, chosenBy }: GuardrailReport): string {
  const size =
    'relative' in margin ? `${Number((margin.relative * 100).toPrecision(6))} % of the control` : `${margin.absolute}`
  const whose = chosenBy === 'default' ? ', by default' : ''
  return `${size} (${good === 'up' ? 'more' : 'less'} is good${whose})`
}
