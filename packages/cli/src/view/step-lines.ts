/**
 * The steps of a funnel, one line each: how many units of each variant came so far, as a share of all.
 */
import type { MetricReport } from '@heddle/analysis'
import { formatCount, formatP, formatShare, nothing, stepText } from '@heddle/analysis/view'
import type { Screen } from './screen.js'
import { type Column, fittedLines, textTable } from './table.js'
import { printable, shorten } from './text.js'

/** Title and table; nothing for a metric without steps. The p-values are adjusted over the steps of a variant, not over the experiment. */
export function stepLines(name: string, { steps = [], variants }: MetricReport, screen: Screen): string[] {
  if (steps.length === 0) return []
  const names = Object.keys(variants)
  const nameOf = (name: string) => shorten(printable(name), Math.max(Math.floor(screen.width / 4), 12))
  const columns: Column[] = [
    { head: 'step', align: 'left' },
    ...names.map((name): Column => ({ head: nameOf(name), align: 'right' })),
    { head: 'adj. p over steps', align: 'right', goes: 1 },
  ]
  const rows = steps.map((step, place) => [
    `${place + 1} ${nameOf(stepText(step))}`,
    ...names.map((name) => {
      const { n, value } = step.variants[name] ?? { n: 0, value: null }
      return `${formatCount(n)} (${value === null ? nothing : formatShare(value)})`
    }),
    step.comparisons.map(({ adjustedPValue }) => formatP(adjustedPValue)).join(', '),
  ])
  const title = `${screen.paint.strong(printable(name))} ${screen.paint.faint('(step by step)')}`
  return [title, ...fittedLines(textTable(columns, rows), screen)]
}
