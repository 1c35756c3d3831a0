/**
 * Intervals under each other on one scale, with zero marked: the lifts of a metric, or the differences of its segments.
 * Pure: what is drawn, as options of the plotting library.
 */
import { type Part, partsOf, type Scale } from '@heddle/analysis/view'
import type { Interval } from '@heddle/stats'
import type { Canvas } from './figure.js'
import { axisX, dot, gridX, type Markish, type PlotOptions, ruleX, ruleY, text } from './plot.js'

export interface ForestRow {
  readonly name: string
  readonly interval: Interval
  /** Beside the drawing, such as `+13.9 %  [+5.3, +23.2]`. */
  readonly text: string
  /** A number of the palette. */
  readonly colour: number
  /** May be concluded from: its dot is filled. */
  readonly strong: boolean
  /** Drawn thin behind it: the same without knowledge of the other rows. */
  readonly behind?: Interval
}

export interface Forest {
  readonly rows: readonly ForestRow[]
  readonly scale: Scale
  /** What a value is written as on the axis. */
  readonly tick: (value: number) => string
  /** Where the axis is marked; else at some round values. */
  readonly ticks?: readonly number[]
}

const rowHeight = { wide: 40, narrow: 54 } as const

export function forestOptions({ rows, scale, tick, ticks }: Forest, { isNarrow }: Canvas): PlotOptions {
  const marked = ticks ? [...ticks] : isNarrow ? 4 : 5
  const places = rows.map((row, place) => ({ row, place }))
  const height = isNarrow ? rowHeight.narrow : rowHeight.wide
  const stretches = places.flatMap(({ row, place }) => stretchesOf(row.interval, scale, place, row.colour))
  const behind = places.flatMap(({ row, place }) =>
    row.behind ? stretchesOf(row.behind, scale, place, row.colour) : [],
  )
  const estimates = places.flatMap(({ row, place }) => estimateOf(row, scale, place))
  return {
    marginLeft: isNarrow ? 14 : 190,
    marginRight: isNarrow ? 14 : 210,
    marginTop: isNarrow ? 10 : 6,
    marginBottom: 30,
    height: rows.length * height + 36,
    x: { domain: [scale.low, scale.high], label: null },
    y: { domain: [-0.5, rows.length - 0.5], reverse: true, axis: null },
    marks: [
      gridX({ ticks: marked, className: 'grid' }),
      axisX({ ticks: marked, tickFormat: tick, tickSize: 0, className: 'axis' }),
      ruleX([0], { className: 'zero' }),
      ...behind.map((stretch) => line(stretch, 'behind')),
      ...stretches.flatMap((stretch) => [line(stretch, 'interval'), ...ends(stretch)]),
      dot(
        estimates.filter(({ strong }) => strong),
        { ...at, r: 6.5, fill: colourOf, stroke: colourOf, strokeWidth: 2, className: 'estimate' },
      ),
      dot(
        estimates.filter(({ strong }) => !strong),
        { ...at, r: 5.5, fill: 'var(--card)', stroke: colourOf, strokeWidth: 2.5, className: 'estimate' },
      ),
      ...labels(places, isNarrow),
    ],
  }
}

interface Stretch {
  readonly place: number
  readonly colour: number
  readonly from: number
  readonly to: number
  /** Whether it goes on beyond the scale. */
  readonly leftOpen: boolean
  readonly rightOpen: boolean
}

function stretchesOf(interval: Interval, { low, high }: Scale, place: number, colour: number): Stretch[] {
  if (interval.status === 'undefined') return []
  return partsOf(interval).flatMap(([from, to]: Part) => {
    const start = Math.max(from ?? low, low)
    const end = Math.min(to ?? high, high)
    if (start > high || end < low) return []
    return [
      {
        ...{ place, colour, from: start, to: end },
        leftOpen: from === undefined || from < low,
        rightOpen: to === undefined || to > high,
      },
    ]
  })
}

interface Estimate {
  readonly place: number
  readonly colour: number
  readonly value: number
  readonly strong: boolean
}

function estimateOf({ interval, colour, strong }: ForestRow, { low, high }: Scale, place: number): Estimate[] {
  const value = interval.status === 'undefined' ? undefined : interval.estimate
  return value === undefined || value < low || value > high ? [] : [{ place, colour, value, strong }]
}

const at = { x: 'value', y: 'place' } as const
const colourOf = ({ colour }: { readonly colour: number }) => `var(--dye-${colour % 6})`

const line = (stretch: Stretch, className: string): Markish =>
  ruleY([stretch], { y: 'place', x1: 'from', x2: 'to', stroke: colourOf(stretch), className })

/** A bar across each end; an arrow where the interval goes on. */
function ends(stretch: Stretch): Markish[] {
  const { from, to, leftOpen, rightOpen } = stretch
  const end = (x: number, open: boolean, rotate: number) =>
    open
      ? dot([stretch], { x, y: 'place', symbol: 'triangle', rotate, r: 5, fill: colourOf(stretch) })
      : ruleX([stretch], {
          x,
          y1: () => stretch.place - 0.16,
          y2: () => stretch.place + 0.16,
          stroke: colourOf(stretch),
          className: 'interval',
        })
  return [end(from, leftOpen, -90), end(to, rightOpen, 90)]
}

/** On a wide place beside the drawing, on a narrow one above it. */
function labels(places: readonly { readonly row: ForestRow; readonly place: number }[], isNarrow: boolean): Markish[] {
  const shared = { y: 'place', lineAnchor: isNarrow ? 'bottom' : 'middle', dy: isNarrow ? -12 : 0 } as const
  const name = ({ row }: (typeof places)[number]) => shortened(row.name, isNarrow ? 18 : 24)
  const value = ({ row }: (typeof places)[number]) => row.text
  const side = isNarrow ? 0 : 16
  return [
    text(places, {
      ...shared,
      text: name,
      frameAnchor: 'left',
      textAnchor: isNarrow ? 'start' : 'end',
      dx: -side,
      className: 'name',
    }),
    text(places, {
      ...shared,
      text: value,
      frameAnchor: 'right',
      textAnchor: isNarrow ? 'end' : 'start',
      dx: side,
      className: 'number',
    }),
  ]
}

/** The whole name is in the table. */
export function shortened(name: string, length: number): string {
  const signs = [...name]
  return signs.length <= length ? name : `${signs.slice(0, length - 1).join('')}…`
}

/** The ticks need no more decimals than keep them apart. */
export const tickOf =
  (factor: number, suffix: string) =>
  (value: number): string => {
    const shown = Number((value * factor).toPrecision(6))
    return `${shown > 0 ? '+' : ''}${shown}${suffix}`
  }

/** The scale with some room; what is much wider than the rest runs out of it. */
export function roomy({ low, high }: Scale, limit: Scale = { low: -Infinity, high: Infinity }): Scale {
  const room = (high - low) * 0.04
  return { low: Math.max(low, limit.low) - room, high: Math.min(high, limit.high) + room }
}
