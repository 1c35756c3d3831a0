/**
 * One metric of one experiment as a table: a row for the control, a row for each variant compared with it, and under it a
 * row for each segment, where units were split.
 */
import type { MetricReport } from '@heddle/analysis'
import {
  type Effect,
  effectDecimals,
  effectsOf,
  endsText,
  estimateText,
  type Forms,
  formatCount,
  formatP,
  formsOf,
  levelText,
  liftScale,
  nothing,
  openText,
} from '@heddle/analysis/view'
import type { Interval } from '@heddle/stats'
import type { Footnotes } from './footnotes.js'
import { guardrailLines } from './guardrail-view.js'
import { intervalBar, scaleHead, scaleOf } from './interval-bar.js'
import { metricNotes } from './metric-notes.js'
import type { Screen } from './screen.js'
import { segmentLines } from './segment-view.js'
import { type Cell, type Column, fitTable, leftOutLines, type TextTable, tableLines, tableWidth } from './table.js'
import { displayWidth, printable, shorten } from './text.js'

export interface MetricContext {
  readonly control: string
  /** Adjusted p-values up to this are marked as significant. */
  readonly alpha: number
  /** Whether the plan allows to conclude anything now; if not, nothing is marked. */
  readonly decides: boolean
  /** The attribute that the segments are values of. */
  readonly segmentedBy?: string
  readonly footnotes: Footnotes
  readonly screen: Screen
}

const barColumns = { least: 16, most: 40 } as const
const empty: Cell = { text: '' }

/** Title and table, and how it stands as a guardrail. What the narrow screen left out is said under it. */
export function metricLines(name: string, metric: MetricReport, context: MetricContext): string[] {
  const { paint } = context.screen
  return [
    `${paint.strong(printable(name))} ${paint.faint(`(${kindText(metric)})`)}`,
    ...effectLines(metric, effectsOf(metric), context),
    ...metricNotes(metric, context.screen),
    ...guardrailLines(metric.comparisons, context.decides, context.screen),
  ]
}

/** The same, segment by segment; nothing where units were not split, nor for what nobody asked for. */
export function segmentedLines(name: string, metric: MetricReport, context: MetricContext): string[] {
  const { segmentedBy, screen } = context
  if (segmentedBy === undefined || metric.comparisons.length === 0 || metric.added) return []
  const title = `${screen.paint.strong(printable(name))} ${screen.paint.faint(`(by ${printable(segmentedBy)})`)}`
  const effects = effectsOf(metric, true)
  return [title, ...effectLines(metric, effects, context), ...segmentLines(metric, segmentedBy, screen)]
}

function effectLines(metric: MetricReport, effects: readonly Effect[], context: MetricContext): string[] {
  const { width } = context.screen
  const { table, leftOut } = fitTable(metricTable(metric, effects, context), width)
  return [...tableLines(withBars(table, effects, width), context.screen), ...leftOutLines(leftOut, context.screen)]
}

function kindText({ kind, p, added, direction }: MetricReport): string {
  const what = p === undefined ? kind : `${kind} ${p}`
  const good = direction === 'down' ? ', less is good' : ''
  return `${what}${good}${added ? ', added since the log has it' : ''}`
}

function metricTable(metric: MetricReport, effects: readonly Effect[], context: MetricContext): TextTable {
  const { control, alpha, screen } = context
  const columns: Column[] = [
    { head: 'variant', align: 'left' },
    { head: 'units', align: 'right', goes: 3 },
    { head: 'value', align: 'right' },
    { head: 'difference', align: 'right', goes: 1 },
    { head: 'lift', align: 'right' },
    { head: `${levelText(alpha)} interval`, align: 'right' },
    { head: 'p', align: 'right', goes: 2 },
    { head: 'adj. p', align: 'right' },
  ]
  const forms: ColumnForms = { ...formsOf(metric, effects), ends: endColumns(effects.map(({ lift }) => lift)) }
  const start = (name: string, found: MetricReport['variants'][string] | undefined, marks: string): Cell[] => {
    const { n, value } = found ?? { n: 0, value: null }
    const shown = shorten(printable(name), Math.max(Math.floor(screen.width / 4), 12))
    return [{ text: `${shown}${marks}` }, { text: formatCount(n) }, { text: forms.value(value) }]
  }
  return {
    columns,
    rows: [
      [
        ...start(control, metric.variants[control], ''),
        { text: '' },
        { text: 'control', brush: screen.paint.faint },
        empty,
        empty,
        empty,
      ],
      ...effects.map((effect) => [
        ...start(
          effect.segment === undefined ? effect.name : `  ${effect.segment}`,
          effect.found,
          context.footnotes.mark(...effect.warnings),
        ),
        ...effectCells(effect, forms, context),
      ]),
    ],
  }
}

/** How the columns of one table are written, so that its rows agree. */
interface ColumnForms extends Forms {
  readonly ends: { readonly low: number; readonly high: number; readonly decimals: number }
}

function effectCells(effect: Effect, forms: ColumnForms, { alpha, decides, footnotes, screen }: MetricContext): Cell[] {
  const { difference, lift, pValue, logPValue, adjustedPValue } = effect
  const significant = decides && adjustedPValue !== null && adjustedPValue <= alpha
  const weight = significant ? { brush: screen.paint.strong } : {}
  const differenceNote = difference.status === 'undefined' ? footnotes.mark(difference.reason) : ''
  return [
    { text: `${estimateText(difference, forms.difference.scale, forms.difference.decimals)}${differenceNote}` },
    { text: estimateText(lift, forms.lift.scale, forms.lift.decimals), ...weight },
    { text: intervalText(lift, forms, footnotes) },
    { text: formatP(pValue, logPValue) },
    { text: formatP(adjustedPValue), ...weight },
  ]
}

function intervalText(lift: Interval, { ends, lift: { scale, decimals } }: ColumnForms, footnotes: Footnotes): string {
  const both = endsText(lift, scale, decimals)
  if (both) return `[${both.low.padStart(ends.low)}, ${both.high.padStart(ends.high)}]`
  return lift.status === 'ok' ? nothing : `${openText(lift, scale, decimals)}${footnotes.mark(lift.reason)}`
}

function endColumns(lifts: readonly Interval[]): ColumnForms['ends'] {
  const decimals = effectDecimals(lifts, liftScale)
  const ends = lifts.map((lift) => endsText(lift, liftScale, decimals))
  const widest = (side: 'low' | 'high') => Math.max(0, ...ends.map((both) => displayWidth(both?.[side] ?? '')))
  return { low: widest('low'), high: widest('high'), decimals }
}

/** The table with the lifts drawn in the room that is left, where that is enough to read them. */
function withBars(table: TextTable, effects: readonly Effect[], width: number): TextTable {
  const lifts = effects.map(({ lift }) => lift)
  const scale = scaleOf(lifts)
  const room = Math.min(width - tableWidth(table) - 2, barColumns.most)
  if (scale === undefined || room < barColumns.least) return table
  const bars = [empty, ...lifts.map((lift) => ({ text: intervalBar(lift, scale, room) }))]
  return {
    columns: [...table.columns, { head: scaleHead(scale, room), align: 'left' }],
    rows: table.rows.map((row, index) => [...row, bars[index] ?? empty]),
  }
}
