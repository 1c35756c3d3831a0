/** Draws from distributions, given a stream of uniform numbers. */
import { deviance, logGammaScale, stirlingError } from '../distributions/stirling.js'

/** A distribution on the whole numbers from `first` on, by the chance of each. */
export interface Chances {
  readonly first: number
  readonly chances: readonly number[]
}

const negligible = 1e-18

/**
 * Draws the place of a chance in constant time, whatever their number.
 *
 * @param chances relative to each other
 * @see Walker (1977), An efficient method for generating discrete random variables; Vose (1991), A linear algorithm
 */
export function aliasTable(chances: readonly number[]): (random: () => number) => number {
  const size = chances.length
  const total = chances.reduce((sum, chance) => sum + chance, 0)
  const keep = Float64Array.from(chances, (chance) => (chance / total) * size)
  const alias = Int32Array.from(chances, (_, at) => at)
  const small = [...keep.keys()].filter((at) => (keep[at] ?? 0) < 1)
  const large = [...keep.keys()].filter((at) => (keep[at] ?? 0) >= 1)
  while (small.length && large.length) {
    const poor = small.pop() ?? 0
    const rich = large.at(-1) ?? 0
    alias[poor] = rich
    keep[rich] = (keep[rich] ?? 0) - (1 - (keep[poor] ?? 0))
    if ((keep[rich] ?? 0) < 1) small.push(large.pop() ?? 0)
  }
  for (const at of [...small, ...large]) keep[at] = 1 // What is left is 1 but for rounding.
  return (random) => {
    const spot = random() * size
    const at = Math.floor(spot)
    return spot - at < (keep[at] ?? 0) ? at : (alias[at] ?? 0)
  }
}

/** Chances of successes in n tries, but for those below 1e-18. */
export function binomialChances(n: number, rate: number): Chances {
  const chance = (x: number) => {
    if (rate === 0 || rate === 1) return x === n * rate ? 1 : 0
    if (x === 0) return Math.exp(n * Math.log1p(-rate))
    if (x === n) return Math.exp(n * Math.log(rate))
    const shape = stirlingError(n) - stirlingError(x) - stirlingError(n - x)
    const far = deviance(x, n * rate) + deviance(n - x, n * (1 - rate))
    return Math.exp(shape - far) * Math.sqrt(n / (2 * Math.PI * x * (n - x)))
  }
  return likely(chance, 0, n)
}

/** Chances of a count with this mean, but for those below 1e-18. */
export function poissonChances(mean: number): Chances {
  const chance = (x: number) => Math.exp(x === 0 ? -mean : logGammaScale(x, mean))
  return likely(chance, 0, Math.ceil(mean + 20 + 12 * Math.sqrt(mean)))
}

/** Chances of successes in n tries whose rate is itself drawn from Beta(a, b), all of them. */
export function betaBinomialChances(n: number, a: number, b: number): number[] {
  const chances = [1]
  // From x to x + 1 the chance is multiplied by (n − x)(a + x) / ((x + 1)(b + n − x − 1)); then all are brought to 1.
  for (let x = 0; x < n; x++) {
    chances.push(((chances[x] ?? 0) * ((n - x) * (a + x))) / ((x + 1) * (b + n - x - 1)))
  }
  const total = chances.reduce((sum, chance) => sum + chance, 0)
  return chances.map((chance) => chance / total)
}

function likely(chance: (x: number) => number, from: number, to: number): Chances {
  const all = Array.from({ length: to - from + 1 }, (_, at) => chance(from + at))
  const first = all.findIndex((one) => one > negligible)
  const last = all.length - 1 - [...all].reverse().findIndex((one) => one > negligible)
  return { first: from + first, chances: all.slice(first, last + 1) }
}

/**
 * Draws from a gamma distribution with scale 1.
 *
 * @param shape above 0
 * @see Marsaglia & Tsang (2000), A simple method for generating gamma variables
 */
export function gammaDraw(shape: number, random: () => number): number {
  if (shape < 1) return gammaDraw(shape + 1, random) * (1 - random()) ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const z = normalDraw(random)
    const v = (1 + c * z) ** 3
    if (v <= 0) continue
    const u = 1 - random()
    if (u < 1 - 0.0331 * z ** 4 || Math.log(u) < (z * z) / 2 + d * (1 - v + Math.log(v))) return d * v
  }
}

/**
 * Draws from the standard normal distribution.
 *
 * @see Marsaglia & Bray (1964), A convenient method for generating normal variables
 */
export function normalDraw(random: () => number): number {
  for (;;) {
    const x = 2 * random() - 1
    const y = 2 * random() - 1
    const square = x * x + y * y
    if (square < 1 && square > 0) return x * Math.sqrt((-2 * Math.log(square)) / square)
  }
}
