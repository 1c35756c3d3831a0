/** An interval over days: a band, its estimate as a line, zero marked. */
import type { Scale } from '@heddle/analysis/view'
import type { Canvas } from './figure.js'
import { areaY, axisX, axisY, dot, gridY, lineY, type PlotOptions, ruleY } from './plot.js'

export interface CoursePoint {
  readonly date: Date
  /** Cut at the ends of the scale. */
  readonly low: number
  readonly high: number
  /** NaN where there is none on the scale: the line has a gap. */
  readonly estimate: number
}

export interface Course {
  readonly points: readonly CoursePoint[]
  readonly scale: Scale
  readonly tick: (value: number) => string
}

export function courseOptions({ points, scale, tick }: Course, { isNarrow }: Canvas): PlotOptions {
  const known = points.filter(({ estimate }) => !Number.isNaN(estimate))
  return {
    marginLeft: isNarrow ? 50 : 64,
    marginRight: 20,
    marginTop: 14,
    marginBottom: 34,
    height: isNarrow ? 220 : 280,
    x: { type: 'utc', label: null },
    y: { domain: [scale.low, scale.high], label: null },
    marks: [
      gridY({ ticks: 5, className: 'grid' }),
      axisY({ ticks: 5, tickFormat: tick, tickSize: 0, className: 'axis' }),
      axisX({
        ticks: isNarrow ? 3 : 7,
        tickFormat: (date: Date) => date.toISOString().slice(5, 10),
        className: 'axis',
      }),
      areaY(points, { x: 'date', y1: 'low', y2: 'high', fill: 'var(--dye-1)', fillOpacity: 0.2, className: 'band' }),
      ruleY([0], { className: 'zero' }),
      lineY(points, { x: 'date', y: 'estimate', stroke: 'var(--dye-1)', strokeWidth: 2.5 }),
      dot(known, { x: 'date', y: 'estimate', r: 3.5, fill: 'var(--dye-1)' }),
    ],
  }
}
