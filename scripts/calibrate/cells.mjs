/**
 * What is calibrated, and how far it may be off. A cell is one method on one metric: an A/A test for the false alarms and
 * an A/B test for the coverage, or both at once.
 */

import {
  bernoulli,
  clusteredRatio,
  enumerateProportions,
  gamma,
  poisson,
  simulate,
} from '../../packages/stats/dist/calibrate/index.js'
import { alwaysValid } from '../../packages/stats/dist/looks/always-valid.js'
import { compareMeans } from '../../packages/stats/dist/means.js'
import { compareProportionsExactly } from '../../packages/stats/dist/proportions/exact-proportions.js'
import { compareProportions } from '../../packages/stats/dist/proportions/proportions.js'
import { clusteredQuantile, covaried } from './shapes.mjs'

/** @typedef {import('../../packages/stats/dist/calibrate/index.js').Calibration} Calibration */
/** @typedef {'significant' | 'differenceHolds' | 'liftHolds' | 'unboundedLift' | 'warned'} Measure */
/** @typedef {{ [Name in Measure]?: readonly [low: number, high: number] }} Bounds */
/**
 * @typedef {object} Cell
 * @property {string} name
 * @property {Bounds} bounds shares from 0 to 1
 * @property {(repetitions: number, random: () => number) => Calibration} run
 */

/** @type {Bounds} */ const alarms = { significant: [0.045, 0.055] }
/** @type {Bounds} */ const coverage = { differenceHolds: [0.945, 0.955], liftHolds: [0.945, 0.955] }
/** @type {Bounds} */ const smallCoverage = { differenceHolds: [0.94, 1], liftHolds: [0.94, 1] }
/** @type {Bounds} */ const skewedCoverage = { differenceHolds: [0.925, 1], liftHolds: [0.925, 1], warned: [0.99, 1] }
/** @type {Bounds} */ const outer = { differenceHolds: [0.945, 1], liftHolds: [0.945, 1] }
/** @type {Bounds} */ const anytime = { significant: [0, 0.05], differenceHolds: [0.945, 1] }

/** @param {number} control @param {number} [treatment] */
const units = (control, treatment = control) => ({ control, treatment })
const even = units(1000)

/**
 * @param {string} name
 * @param {Bounds} bounds
 * @param {[control: number, treatment: number]} rates
 * @param {ReturnType<typeof units>} n
 * @param {Parameters<typeof enumerateProportions>[0]['compare']} [compare]
 * @returns {Cell}
 */
function exact(name, bounds, [control, treatment], n, compare = compareProportions) {
  return {
    name: `${name}, ${percent(control)} and ${percent(treatment)}, ${n.control} and ${n.treatment}`,
    bounds,
    run: () => enumerateProportions({ rates: { control, treatment }, units: n, compare }),
  }
}

/**
 * @template Sample
 * @param {string} name
 * @param {Bounds} bounds
 * @param {Omit<Parameters<typeof simulate<Sample>>[0], 'repetitions' | 'random'>} simulation
 * @returns {Cell}
 */
function drawn(name, bounds, simulation) {
  const { lift = 0, units: n } = simulation
  return {
    name: `${name}, lift ${percent(lift)}, ${n.control} and ${n.treatment}`,
    bounds,
    run: (repetitions, random) => simulate({ ...simulation, repetitions, random }),
  }
}

const percent = (/** @type {number} */ share) => `${Number((share * 100).toPrecision(3))} %`

const clustered = clusteredRatio({ rate: 0.2, events: 4, correlation: 0.2 })

/** @type {{ title: string, cells: readonly Cell[] }[]} */
export const groups = [
  {
    title: 'Fixed horizon, 1,000 units and 100 successes and failures or more in a variant',
    cells: [
      exact('score', { ...alarms, ...coverage }, [0.2, 0.2], even),
      exact('score', { ...alarms, ...coverage }, [0.1, 0.1], units(1500)),
      exact('score', { ...alarms, ...coverage }, [0.5, 0.5], units(2000, 1000)),
      exact('score', { ...alarms, ...coverage }, [0.2, 0.2], units(4000, 1000)),
      exact('score', coverage, [0.1, 0.12], units(1500)),
      exact('score', coverage, [0.2, 0.3], units(4000, 1000)),
      drawn('Welch, Poisson mean 2', { ...alarms, ...coverage }, { shape: poisson(2), units: even }),
      drawn('Welch, Poisson mean 2', coverage, { shape: poisson(2), lift: 0.1, units: units(2000, 1000) }),
      drawn('Welch, gamma cv 1', { ...alarms, ...coverage }, { shape: gamma({ mean: 10, cv: 1 }), units: even }),
      drawn('Welch, gamma cv 1', coverage, { shape: gamma({ mean: 10, cv: 1 }), lift: 0.1, units: even }),
      drawn('ratio, clustered', { ...alarms, ...coverage }, { shape: clustered, units: even }),
      drawn('ratio, clustered', coverage, { shape: clustered, lift: 0.1, units: units(2000, 1000) }),
    ],
  },
  {
    title: 'Small equal samples',
    cells: [
      ...[30, 60, 100].flatMap((n) =>
        [0.05, 0.1, 0.15].flatMap((rate) => [
          exact('score', smallCoverage, [rate, rate], units(n)),
          ...(rate < 0.15 ? [exact('score', smallCoverage, [rate, rate + 0.05], units(n))] : []),
        ]),
      ),
      drawn('Welch, gamma cv 2', smallCoverage, { shape: gamma({ mean: 1, cv: 2 }), units: units(100) }),
      drawn('Welch, gamma cv 2', smallCoverage, { shape: gamma({ mean: 1, cv: 2 }), lift: 0.2, units: units(100) }),
    ],
  },
  {
    title: 'Unequal skewed samples: a warning says so',
    cells: [
      drawn('Welch, gamma cv 2', skewedCoverage, { shape: gamma({ mean: 1, cv: 2 }), units: units(1000, 100) }),
      drawn('Welch, gamma cv 2', skewedCoverage, { shape: gamma({ mean: 1, cv: 2 }), units: units(100, 1000) }),
    ],
  },
  {
    title: 'Exact test of two proportions: at most alpha, mid-p about alpha',
    cells: [20, 50].flatMap((n) => [
      exact('exact', { significant: [0, 0.05], ...smallCoverage }, [0.1, 0.1], units(n), exactly(false)),
      exact('mid-p', { significant: [0, 0.055] }, [0.1, 0.1], units(n), exactly(true)),
    ]),
  },
  {
    title: 'CUPED, and the outer interval of a 75th percentile with several values a unit',
    cells: [
      drawn('CUPED, correlation 0.7', { ...alarms, ...coverage }, { shape: covaried(0.7), units: even }),
      drawn('CUPED, correlation 0.7', coverage, { shape: covaried(0.7), lift: 0.1, units: units(2000, 1000) }),
      drawn('p75', { significant: [0, 0.055], ...outer }, { shape: clusteredQuantile(0.75), units: units(200) }),
      drawn('p75', outer, { shape: clusteredQuantile(0.75), lift: 0.2, units: units(200) }),
    ],
  },
  {
    title: 'Looks: naive, and always valid at most alpha',
    cells: [
      drawn(
        'naive, 20 looks',
        { significant: [0.24, 0.256] },
        { shape: bernoulli(0.2), units: units(5000), looks: 20 },
      ),
      drawn('always valid, 20 looks', anytime, {
        shape: bernoulli(0.2),
        units: units(5000),
        looks: 20,
        compare: withLook(compareProportions),
      }),
      drawn('always valid, 100 looks', anytime, {
        shape: bernoulli(0.2),
        units: units(5000),
        looks: 100,
        compare: withLook(compareProportions),
      }),
      drawn('always valid, 100 looks', anytime, {
        shape: poisson(2),
        units: units(2000),
        looks: 100,
        compare: withLook(compareMeans),
      }),
    ],
  },
]

/**
 * @template Sample
 * @param {import('../../packages/stats/dist/calibrate/index.js').Shape<Sample>['compare']} compare
 * @returns {import('../../packages/stats/dist/calibrate/index.js').Shape<Sample>['compare']}
 */
function withLook(compare) {
  const look = alwaysValid({ plannedUnits: 10_000 })
  return (control, treatment, options) => compare(control, treatment, { ...options, look })
}

/** @param {boolean} midP @returns {typeof compareProportions} */
function exactly(midP) {
  return (control, treatment, options) => compareProportionsExactly(control, treatment, { ...options, midP })
}
