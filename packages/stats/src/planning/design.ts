/** How the data will be looked at, and the chance that this finds an effect. */
import { normalCdf, normalUpperQuantile } from '../distributions/normal.js'
import { findPositiveRoot } from '../find-root.js'
import { narrowest } from '../looks/always-valid.js'
import { advance, crossing, start } from '../looks/boundaries.js'
import { fractionsOf, groupSequentialBounds, type LookPlan } from '../looks/group-sequential.js'

/** A plan for looking at the data, before there are any. */
export interface Design {
  /** The size of the statistic from which on zero is excluded when the planned units are there. */
  critical(alpha: number): number
  /** Chance to exclude zero on the right side by then, for a statistic whose mean is `drift` when all units are there. */
  power(drift: number, alpha: number): number
}

/** One look when all units are there. */
export const fixedDesign: Design = onceBeyond((alpha) => normalUpperQuantile(alpha / 2))

/**
 * Looks as often as anybody likes, as in `alwaysValid`. Its power is that of the look at the planned units, where its
 * interval is narrowest; looks before and after add to it.
 */
export const alwaysValidDesign: Design = onceBeyond((alpha) => Math.sqrt(1 + narrowest(alpha)))

function onceBeyond(critical: (alpha: number) => number): Design {
  return { critical, power: (drift, alpha) => normalCdf(drift - critical(alpha)) }
}

/**
 * A few planned looks, as in `groupSequential`.
 *
 * @throws RangeError if looks are not increasing fractions up to 1, 0.005 apart
 * @see Jennison & Turnbull (2000), Group Sequential Methods, ch. 19
 */
export function groupSequentialDesign(plan: LookPlan): Design {
  const fractions = fractionsOf(plan)
  const known = new Map<number, number[]>() // Bounds by alpha; finding the units for a power asks for them again.
  const boundsFor = (alpha: number) => {
    const bounds = known.get(alpha) ?? groupSequentialBounds({ ...plan, alpha })
    known.set(alpha, bounds)
    return bounds
  }
  return {
    critical: (alpha) => boundsFor(alpha).at(-1) ?? 0,
    power(drift, alpha) {
      const bounds = boundsFor(alpha)
      let paths = start
      let power = 0
      for (const [look, fraction] of fractions.entries()) {
        const bound = bounds[look] ?? 0
        power += crossing(paths, fraction, bound, drift)
        const next = fractions[look + 1]
        if (next !== undefined) paths = advance(paths, fraction, next, bound, drift)
      }
      return power
    },
  }
}

/**
 * How many times as many units a design needs as one look does, for the same power.
 *
 * @param design `alwaysValidDesign`, `groupSequentialDesign(…)` or your own
 * @param options `alpha`, default 0.05; `power`, default 0.8
 * @see Jennison & Turnbull (2000), Group Sequential Methods, section 2.2.3 and ch. 7
 * @example inflation(groupSequentialDesign({ looks: 5 })) // 1.025
 */
export function inflation(
  design: Design,
  { alpha = 0.05, power = 0.8 }: { readonly alpha?: number; readonly power?: number } = {},
): number {
  return (driftOf(design, alpha, power) / driftOf(fixedDesign, alpha, power)) ** 2
}

/** The mean that the statistic must have at the end for this power. */
export function driftOf(design: Design, alpha: number, power: number): number {
  if (!(power > alpha && power < 1)) {
    throw new RangeError(`power is a chance above alpha and below 1, 0.8 is usual; got ${power}.`)
  }
  return findPositiveRoot((drift) => design.power(drift, alpha) - power, design.critical(alpha))
}
