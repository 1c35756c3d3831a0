/**
 * The chance that a Brownian motion, looked at now and then, is beyond its bounds for the first time. At fraction t of
 * the planned units, z · √t is such a motion: its mean is drift · t, its variance t.
 *
 * @see Armitage, McPherson & Rowe (1969), Repeated significance tests on accumulating data
 * @see Jennison & Turnbull (2000), Group Sequential Methods with Applications to Clinical Trials, ch. 19
 */
import { nodes } from '../bayes/integrate.js'
import { logComplement } from '../distributions/log-complement.js'
import { normalSurvival } from '../distributions/normal.js'
import { findPositiveRoot } from '../find-root.js'
import { logSpent, type Spending } from './spending.js'

/** Where the motion is if it has not been beyond a bound yet: points, and the chance around each. */
export interface Paths {
  readonly fraction: number
  readonly points: readonly { readonly at: number; readonly chance: number }[]
}

/** Before the first look. */
export const start: Paths = { fraction: 0, points: [{ at: 0, chance: 1 }] }

const widest = 37 // A bound beyond which the normal tail is no more than the smallest doubles.
const panelWidth = 2 // In standard deviations of the narrower neighbouring step; ten points in each give twelve digits.

/** Chance of a z above the bound at this fraction, after none before. */
export function crossing({ fraction: before, points }: Paths, fraction: number, bound: number, drift = 0): number {
  const deviation = Math.sqrt(fraction - before)
  const to = bound * Math.sqrt(fraction) - drift * (fraction - before)
  return points.reduce((sum, { at, chance }) => sum + chance * normalSurvival((to - at) / deviation), 0)
}

/**
 * The paths that stay within ± bound at this fraction as well.
 *
 * @param next the fraction of the look that follows, which says how fine the points must be
 */
export function advance(paths: Paths, fraction: number, next: number, bound: number, drift = 0): Paths {
  const step = fraction - paths.fraction
  const edge = bound * Math.sqrt(fraction)
  const panels = Math.ceil((2 * edge) / (panelWidth * Math.sqrt(Math.min(step, next - fraction))))
  const half = edge / panels
  const scale = half / Math.sqrt(2 * Math.PI * step)
  const points = Array.from({ length: panels }, (_, panel) =>
    nodes.map(({ x, weight }) => {
      const at = -edge + half * (2 * panel + 1 + x)
      const to = at - drift * step
      let density = 0
      for (const from of paths.points) density += from.chance * Math.exp(-((to - from.at) ** 2) / (2 * step))
      return { at, chance: weight * scale * density }
    }),
  )
  return { fraction, points: points.flat() }
}

/** ln of what each look may spend, given the fractions at which they take place. */
export function logIncrements(fractions: readonly number[], spending: Spending, logAlpha: number): number[] {
  let before = -Infinity
  return fractions.map((fraction) => {
    const spent = logSpent(spending, fraction, logAlpha)
    if (spent < before) throw new RangeError(`spending must not fall, but does so before ${fraction}.`)
    const increment =
      before === -Infinity ? spent : spent === before ? -Infinity : spent + logComplement(before - spent)
    before = spent
    return increment
  })
}

/**
 * The z of each look at which exactly its part of alpha is spent, to both sides together.
 *
 * @param fractions increasing, at least 0.005 apart
 */
export function boundariesOf(fractions: readonly number[], increments: readonly number[]): number[] {
  return pathsThrough(fractions, increments).bounds
}

/** All bounds, and the paths within all of them but the last. */
export function pathsThrough(
  fractions: readonly number[],
  increments: readonly number[],
): { readonly bounds: number[]; readonly paths: Paths } {
  let paths = start
  const bounds: number[] = []
  for (const [look, fraction] of fractions.entries()) {
    const [before, last] = [fractions[look - 1], bounds[look - 1]]
    if (before !== undefined && last !== undefined) paths = advance(paths, before, fraction, last)
    const increment = increments[look]
    if (increment !== undefined) bounds.push(boundOf(paths, fraction, increment))
  }
  return { bounds, paths }
}

function boundOf(paths: Paths, fraction: number, logIncrement: number): number {
  const excess = (bound: number) => logIncrement - Math.log(2 * crossing(paths, fraction, bound))
  if (excess(widest) < 0) return widest
  if (excess(0) >= 0) return 0
  return findPositiveRoot(excess, Math.min(Math.sqrt(-2 * logIncrement), widest))
}
