/**
 * Metrics that only a calibration needs: a value with what it was before, and load times of which a unit brings several.
 */
import { normalDraw } from '../../packages/stats/dist/calibrate/draw.js'
import {
  compareMeansAdjusted,
  compareQuantiles,
  crossMomentsOf,
  mergeCrossMoments,
  normalUpperQuantile,
} from '../../packages/stats/dist/index.js'

/** @typedef {import('../../packages/stats/dist/index.js').CrossMoments} CrossMoments */
/**
 * @template Sample
 * @typedef {import('../../packages/stats/dist/calibrate/index.js').Shape<Sample>} Shape
 */

/**
 * Normal values around 10 with deviation 5, each with a covariate.
 *
 * @param {number} correlation of the two, from 0 to 1
 * @returns {Shape<CrossMoments>}
 */
export function covaried(correlation, scale = 1) {
  return {
    value: 10 * scale,
    draw: (n, random) =>
      crossMomentsOf(
        Array.from({ length: n }, () => {
          const before = normalDraw(random)
          const own = Math.sqrt(1 - correlation ** 2) * normalDraw(random)
          return [scale * (10 + 5 * (correlation * before + own)), before]
        }),
      ),
    merge: mergeCrossMoments,
    compare: compareMeansAdjusted,
    lifted: (lift) => covaried(correlation, scale * (1 + lift)),
  }
}

/**
 * A quantile of log-normal times, of which a unit has one to three, half of their variance on the logarithm its own.
 *
 * @param {number} p
 * @returns {Shape<readonly (readonly number[])[]>}
 */
export function clusteredQuantile(p, median = 1000) {
  const spread = 0.4
  return {
    value: median * Math.exp(spread * Math.SQRT2 * normalUpperQuantile(1 - p)),
    draw: (n, random) =>
      Array.from({ length: n }, () => {
        const own = normalDraw(random)
        const length = 1 + Math.floor(random() * 3)
        return Array.from({ length }, () => median * Math.exp(spread * (own + normalDraw(random))))
      }),
    merge: (a, b) => [...a, ...b],
    compare: (control, treatment, options) => compareQuantiles(control, treatment, { p, ...options }),
    lifted: (lift) => clusteredQuantile(p, median * (1 + lift)),
  }
}
