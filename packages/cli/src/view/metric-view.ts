/**
 * One metric of one experiment as a table: a row for the control, a row for each variant compared with it, and under it a
 * row for each segment, where units were split.
 */
import type { ComparisonReport, MetricReport } from '@heddle/analysis'
import type { Interval } from '@heddle/stats'
import {
  differenceScale,
  type EffectScale,
  effectDecimals,
  endsText,
  estimateText,
  isShare,
  liftScale,
  openText,
  unitSuffix,
} from './effect.js'
import type { Footnotes } from './footnotes.js'
import {
  decimalsForDigits,
  formatCount,
  formatNumber,
  formatP,
  formatShare,
  levelText,
  nothing,
} from './format-number.js'
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
  const differences = effects.map(({ difference }) => difference)
  const lifts = effects.map(({ lift }) => lift)
  const scale = differenceScale(metric)
  const decimals = Math.max(effectDecimals(differences, scale), decimalsOfValues(metric))
  const forms: Forms = {
    difference: { scale, decimals },
    lift: { scale: liftScale, decimals: effectDecimals(lifts, liftScale) },
    ends: endColumns(lifts),
    value: (value) => valueText(value, metric, decimals),
  }
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
        ...start(effect.name, effect.found, context.footnotes.mark(...effect.warnings)),
        ...effectCells(effect, forms, context),
      ]),
    ],
  }
}

/** What a row says of a variant, in all units or in a segment. */
type Effect = Pick<ComparisonReport, 'difference' | 'lift' | 'pValue' | 'logPValue' | 'adjustedPValue' | 'warnings'> & {
  readonly name: string
  readonly found: MetricReport['variants'][string] | undefined
}

/** In the order of the rows: each variant, followed by its segments where they are asked for. */
function effectsOf({ comparisons, variants }: MetricReport, split = false): Effect[] {
  return comparisons.flatMap(({ variant, segments = [], ...comparison }) => [
    { ...comparison, name: variant, found: variants[variant] },
    ...(split ? segments : []).map((segment) => ({
      ...segment,
      name: `  ${segment.segment}`,
      found: segment.variants[variant],
    })),
  ])
}

interface Form {
  readonly scale: EffectScale
  readonly decimals: number
}

/** How the columns of one table are written, so that its rows agree. */
interface Forms {
  readonly difference: Form
  readonly lift: Form
  readonly ends: { readonly low: number; readonly high: number; readonly decimals: number }
  readonly value: (value: number | null) => string
}

function effectCells(effect: Effect, forms: Forms, { alpha, decides, footnotes, screen }: MetricContext): Cell[] {
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

function intervalText(lift: Interval, { ends, lift: { scale, decimals } }: Forms, footnotes: Footnotes): string {
  const both = endsText(lift, scale, decimals)
  if (both) return `[${both.low.padStart(ends.low)}, ${both.high.padStart(ends.high)}]`
  return lift.status === 'ok' ? nothing : `${openText(lift, scale, decimals)}${footnotes.mark(lift.reason)}`
}

function endColumns(lifts: readonly Interval[]): Forms['ends'] {
  const decimals = effectDecimals(lifts, liftScale)
  const ends = lifts.map((lift) => endsText(lift, liftScale, decimals))
  const widest = (side: 'low' | 'high') => Math.max(0, ...ends.map((both) => displayWidth(both?.[side] ?? '')))
  return { low: widest('low'), high: widest('high'), decimals }
}

/** Three digits of the smallest value: the eye subtracts values, so they and their differences have the same decimals. */
function decimalsOfValues(metric: MetricReport): number {
  const factor = isShare(metric) ? 100 : 1
  return Math.max(0, ...Object.values(metric.variants).map(({ value }) => decimalsForDigits((value ?? 0) * factor, 3)))
}

function valueText(value: number | null, metric: MetricReport, decimals: number): string {
  if (value === null) return nothing
  return isShare(metric) ? formatShare(value, decimals) : `${formatNumber(value, decimals)}${unitSuffix(metric)}`
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
