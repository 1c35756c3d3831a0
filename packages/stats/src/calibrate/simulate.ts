/** How often a method is wrong on a metric of a given shape: by drawing experiments, or by adding up all that can happen. */
import type { CompareOptions, Comparison, Interval } from '../answer.js'
import { checkAlpha, checkCount } from '../check.js'
import { compareProportions } from '../proportions/proportions.js'
import type { Count } from '../proportions/score.js'
import { binomialChances } from './draw.js'
import type { Shape } from './shapes.js'

/** A share of experiments, and the standard error that drawing them leaves in it; 0 if nothing was drawn. */
export interface Share {
  readonly share: number
  readonly error: number
}

/** What came out. */
export interface Calibration {
  /** Experiments drawn, or outcomes added up. */
  readonly repetitions: number
  /** Experiments with a p-value of at most alpha, at any look: false alarms without an effect, power with one. */
  readonly significant: Share
  /** Experiments whose interval held the true value, at every look. One that is undefined does not hold it. */
  readonly differenceHolds: Share
  readonly liftHolds: Share
  /** Experiments in which the lift had no bound on at least one side, at the last look. */
  readonly unboundedLift: Share
  /** Experiments without a p-value, at the last look. */
  readonly undefined: Share
  /** Experiments with a warning, at the last look. */
  readonly warned: Share
}

type Compare<Sample> = (control: Sample, treatment: Sample, options: CompareOptions) => Comparison

/** What to simulate. */
export interface Simulation<Sample> {
  /** The metric in control. */
  readonly shape: Shape<Sample>
  /** True lift of the treatment; default 0, which makes it an A/A test. */
  readonly lift?: number
  /** Units of each variant at the end. */
  readonly units: { readonly control: number; readonly treatment: number }
  /** How often the data are looked at, evenly spaced; default once. All looks together are one experiment. */
  readonly looks?: number
  /** How many experiments to draw; 50 000 make the error of a share of 5 % a tenth of a percent. */
  readonly repetitions: number
  /** Numbers from 0 to below 1; `seededRandom(seed)` repeats. */
  readonly random: () => number
  /** Default 0.05. */
  readonly alpha?: number
  /** The method; default that of the shape. */
  readonly compare?: Compare<Sample>
}

const tallied = ['significant', 'differenceHolds', 'liftHolds', 'unboundedLift', 'undefined', 'warned'] as const
type Tally = Record<(typeof tallied)[number], number>

/**
 * Draws experiments on a metric of a known shape and says how often the method was wrong: false alarms in an A/A test,
 * coverage and power in an A/B test, and what peeking does to both.
 *
 * @throws RangeError if alpha is not between 0 and 1, or a number is not a whole one
 * @see Morris, White & Crowther (2019), Using simulation studies to evaluate statistical methods (the standard errors)
 * @example simulate({ shape: bernoulli(0.1), units: { control: 500, treatment: 500 }, looks: 20, repetitions: 10_000, random: seededRandom(1) })
 */
export function simulate<Sample>(simulation: Simulation<Sample>): Calibration {
  const { shape, lift = 0, units, looks = 1, repetitions, random, alpha = 0.05, compare = shape.compare } = simulation
  checkAlpha(alpha)
  for (const [name, count] of Object.entries({ ...units, looks, repetitions })) checkCount(name, count)
  const other = lift === 0 ? shape : shape.lifted(lift)
  const tally = emptyTally()
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const grow = (from: Shape<Sample>, n: number) => {
      let known: Sample | undefined
      return (look: number) => {
        const drawn = from.draw(Math.round((n * look) / looks) - Math.round((n * (look - 1)) / looks), random)
        known = known === undefined ? drawn : shape.merge(known, drawn)
        return known
      }
    }
    const [control, treatment] = [grow(shape, units.control), grow(other, units.treatment)]
    const seen: Tally = { ...emptyTally(), differenceHolds: 1, liftHolds: 1 }
    for (let look = 1; look <= looks; look++) {
      const now = judge(compare(control(look), treatment(look), { alpha }), alpha, shape.value, other.value)
      Object.assign(seen, now, {
        significant: Math.max(seen.significant, now.significant),
        differenceHolds: Math.min(seen.differenceHolds, now.differenceHolds),
        liftHolds: Math.min(seen.liftHolds, now.liftHolds),
      })
    }
    for (const name of tallied) tally[name] += seen[name]
  }
  return calibration(tally, repetitions, repetitions)
}

/**
 * The same for two success rates, exactly: every pair of counts, weighted by its chance. Those left out have a chance
 * below 1e-12 together.
 *
 * @throws RangeError if alpha is not between 0 and 1, or a number of units is not a whole one
 * @example enumerateProportions({ rates: { control: 0.1, treatment: 0.1 }, units: { control: 50, treatment: 50 } })
 */
export function enumerateProportions(options: {
  readonly rates: { readonly control: number; readonly treatment: number }
  readonly units: { readonly control: number; readonly treatment: number }
  /** Default 0.05. */
  readonly alpha?: number
  /** The method; default `compareProportions`. */
  readonly compare?: Compare<Count>
}): Calibration {
  const { rates, units, alpha = 0.05, compare = compareProportions } = options
  checkAlpha(alpha)
  for (const [name, count] of Object.entries(units)) checkCount(name, count)
  const controls = binomialChances(units.control, rates.control)
  const treatments = binomialChances(units.treatment, rates.treatment)
  const tally = emptyTally()
  let outcomes = 0
  let total = 0
  for (const [c, controlChance] of controls.chances.entries()) {
    for (const [t, treatmentChance] of treatments.chances.entries()) {
      const chance = controlChance * treatmentChance
      if (chance < leastChance) continue
      const control = { n: units.control, successes: controls.first + c }
      const treatment = { n: units.treatment, successes: treatments.first + t }
      const now = judge(compare(control, treatment, { alpha }), alpha, rates.control, rates.treatment)
      for (const name of tallied) tally[name] += chance * now[name]
      total += chance
      outcomes++
    }
  }
  return calibration(tally, total, outcomes, true)
}

const leastChance = 1e-18 // A million outcomes at most are left out.

/** 1 for what holds of one comparison, 0 for what does not. */
function judge(
  { pValue, difference, lift, warnings }: Comparison,
  alpha: number,
  control: number,
  treatment: number,
): Tally {
  return {
    significant: Number(pValue !== undefined && pValue <= alpha),
    differenceHolds: Number(holds(difference, treatment - control)),
    liftHolds: Number(holds(lift, (treatment - control) / Math.abs(control))),
    unboundedLift: Number(lift.status === 'unbounded'),
    undefined: Number(pValue === undefined),
    warned: Number(warnings.length > 0),
  }
}

/** Whether a value lies in the interval, up to the rounding of the value itself. */
function holds(interval: Interval, value: number): boolean {
  if (interval.status === 'undefined') return false
  const { low = -Infinity, high = Infinity } = interval
  const slack = 1e-12 * Math.abs(value)
  const [above, below] = [value >= low - slack, value <= high + slack]
  return interval.status === 'unbounded' && interval.shape === 'outside' ? above || below : above && below
}

function emptyTally(): Tally {
  return { significant: 0, differenceHolds: 0, liftHolds: 0, unboundedLift: 0, undefined: 0, warned: 0 }
}

function calibration(tally: Tally, total: number, repetitions: number, exact = false): Calibration {
  const shareOf = (count: number): Share => {
    const share = count / total
    return { share, error: exact ? 0 : Math.sqrt((share * (1 - share)) / repetitions) }
  }
  return {
    repetitions,
    significant: shareOf(tally.significant),
    differenceHolds: shareOf(tally.differenceHolds),
    liftHolds: shareOf(tally.liftHolds),
    unboundedLift: shareOf(tally.unboundedLift),
    undefined: shareOf(tally.undefined),
    warned: shareOf(tally.warned),
  }
}
