/**
 * Ratios on a logarithmic scale, where half and twice are as far from 1: drawn as any interval, with zero where the ratio is 1.
 */
import { type Scale, scaleOf } from '@heddle/analysis/view'
import type { Interval } from '@heddle/stats'
import type { Canvas } from './figure.js'
import { roomy } from './forest.js'

/** The interval of the ratio's logarithm. */
export function logarithm(ratio: Interval): Interval {
  switch (ratio.status) {
    case 'undefined':
      return ratio
    case 'unbounded': {
      const { low, high, estimate } = ratio
      return {
        ...ratio,
        ...(low === undefined ? {} : { low: Math.log(low) }),
        ...(high === undefined ? {} : { high: Math.log(high) }),
        ...(estimate === undefined ? {} : { estimate: Math.log(estimate) }),
      }
    }
    case 'ok': {
      const [estimate, low, high] = [ratio.estimate, ratio.low, ratio.high].map(Math.log)
      return { ...ratio, estimate: estimate ?? 0, low: low ?? 0, high: high ?? 0 }
    }
  }
}

/** Beyond 20 times the scale ends: an arrow says that the interval goes on. */
const most = Math.log(20)

/** Of logarithms; undefined where there is nothing to draw. */
export function ratioScale(ratios: readonly Interval[]): Scale | undefined {
  const scale = scaleOf(ratios.map(logarithm))
  return scale && roomy(scale, { low: -most, high: most })
}

const marks = [0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 10, 20] as const
const fewMarks = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20] as const
/** Of a scale on which the others are too far apart. */
const fineMarks = [0.8, 0.9, 1, 1.1, 1.25] as const

/** Where the axis is marked, and with what. */
export function ratioTicks(
  { low, high }: Scale,
  { isNarrow }: Canvas,
): { readonly ticks: readonly number[]; readonly tick: (value: number) => string } {
  const shown = (values: readonly number[]) => values.map(Math.log).filter((at) => at >= low && at <= high)
  const usual = shown(isNarrow ? fewMarks : marks)
  return {
    ticks: usual.length > 2 ? usual : shown([...fineMarks, ...marks]),
    tick: (value) => `${Number(Math.exp(value).toPrecision(3))} ×`,
  }
}
