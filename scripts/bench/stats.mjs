/**
 * How long the statistics take: ten metrics of four variants from moments, and the moments for CUPED of ten million
 * labelled rows beside a plain loop that only adds the same columns up. In turns, in one run; the median counts.
 *
 *   npx tsc -b packages/stats && node scripts/bench/stats.mjs
 */
import { loadavg } from 'node:os'
import { seededRandom } from '../../packages/stats/dist/calibrate/index.js'
import {
  alwaysValid,
  bayesProportions,
  compareMeans,
  compareMeansAdjusted,
  compareProportions,
  compareRatios,
  crossMomentsOfColumns,
  holm,
} from '../../packages/stats/dist/index.js'

const rows = 10_000_000
const rounds = 7
const random = seededRandom(1)
console.log(`load average ${loadavg()[0]?.toFixed(1)}`)

const variants = [0, 1, 2, 3].map((at) => ({
  count: { n: 50_000 + at, successes: 5000 + 70 * at },
  moments: { n: 50_000 + at, mean: 3 + at / 100, m2: 400_000 },
  pair: { n: 50_000 + at, meanX: 4, meanY: 1 + at / 100, m2X: 200_000, m2Y: 90_000, crossXY: 60_000 },
}))
const [control, ...treatments] = variants
if (!control) throw new Error('There is no control.')

/** @param {import('../../packages/stats/dist/index.js').CompareOptions} options */
const tenMetrics = (options) => {
  const answers = treatments.flatMap((treatment) => [
    ...[1, 2, 3, 4].map(() => compareProportions(control.count, treatment.count, options)),
    ...[1, 2, 3, 4].map(() => compareMeans(control.moments, treatment.moments, options)),
    ...[1, 2].map(() => compareRatios(control.pair, treatment.pair, options)),
  ])
  return holm(answers.map(({ pValue }) => pValue))
}
const look = alwaysValid({ plannedUnits: 400_000 })
const bayes = () => treatments.map((treatment) => bayesProportions(control.count, treatment.count))

const labels = Uint8Array.from({ length: rows }, () => (random() < 0.5 ? 0 : 1))
const before = Float64Array.from({ length: rows }, () => 100 * random())
const value = Float64Array.from(before, (x) => 0.7 * x + 30 * random())
console.log(
  `ten metrics × four variants, 30 comparisons with Holm: ${ms(medianMs(() => tenMetrics({}), 200))} (to reach: 1 ms)`,
)
console.log(`the same, always valid: ${ms(medianMs(() => tenMetrics({ look }), 200))}`)
console.log(`Bayesian, three comparisons of proportions: ${ms(medianMs(bayes, 5))}`)

/** @type {{ plain: number[], moments: number[] }} */
const times = { plain: [], moments: [] }
for (let round = 0; round <= rounds; round++) {
  const plain = time(() => plainSums(labels, value, before))
  const moments = time(() => crossMomentsOfColumns(labels, [value, before], 2))
  if (round === 0) continue // The code is compiled while it runs.
  times.plain.push(plain)
  times.moments.push(moments)
}
const [plain, moments] = [median(times.plain), median(times.moments)]
const [first, second] = crossMomentsOfColumns(labels, [value, before], 2)
if (!first || !second) throw new Error('There are no moments.')
const answer = compareMeansAdjusted(first, second)
console.log(`\nCUPED moments of ${rows.toLocaleString('en')} labelled rows, two columns: ${ms(moments)}`)
console.log(`a plain loop that only adds them up: ${ms(plain)}`)
console.log(
  `ratio: ${(moments / plain).toFixed(2)} (to reach: 2.5); variance reduced by ${percent(answer.adjusted?.varianceReduction)}`,
)

/**
 * What anybody would write: n, Σ and Σ² of both columns, and Σ of their product, for each of two labels.
 *
 * @param {Uint8Array} labels
 * @param {Float64Array} value
 * @param {Float64Array} before
 */
function plainSums(labels, value, before) {
  const sums = new Float64Array(12)
  for (let row = 0; row < labels.length; row++) {
    const at = 6 * /** @type {number} */ (labels[row])
    const y = /** @type {number} */ (value[row])
    const x = /** @type {number} */ (before[row])
    sums[at] = /** @type {number} */ (sums[at]) + 1
    sums[at + 1] = /** @type {number} */ (sums[at + 1]) + y
    sums[at + 2] = /** @type {number} */ (sums[at + 2]) + x
    sums[at + 3] = /** @type {number} */ (sums[at + 3]) + y * y
    sums[at + 4] = /** @type {number} */ (sums[at + 4]) + x * x
    sums[at + 5] = /** @type {number} */ (sums[at + 5]) + x * y
  }
  return sums
}

/** @param {() => unknown} act */
function time(act) {
  const start = performance.now()
  act()
  return performance.now() - start
}

/** @param {() => unknown} act @param {number} times */
function medianMs(act, times) {
  for (let warm = 0; warm < times; warm++) act()
  return median(Array.from({ length: times }, () => time(act)))
}

/** @param {number[]} values */
function median(values) {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}

/** @param {number} value */
function ms(value) {
  return `${value.toPrecision(3)} ms`
}

/** @param {number} [share] */
function percent(share = Number.NaN) {
  return `${(share * 100).toFixed(1)} %`
}
