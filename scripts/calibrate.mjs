/**
 * `npm run calibrate`: how often every method is wrong, beside how often it may be. Ends with 1 if one is out of its
 * bounds.
 *
 *   npm run calibrate               50,000 repetitions a cell, minutes
 *   npm run calibrate -- --quick    2,000 repetitions, with bounds as much wider as that needs
 */
import { bin, mustRun } from './run.mjs'

const quick = process.argv.includes('--quick')
const repetitions = quick ? 2000 : 50_000
const slack = quick ? 4 : 0 // Standard errors. In full, the bounds are wide enough for what drawing leaves open.

await mustRun(bin('tsc'), ['-b', 'packages/stats'], { show: 'if it fails' })
const { groups } = await import('./calibrate/cells.mjs')
const { seededRandom } = await import('../packages/stats/dist/calibrate/index.js')

/** @typedef {import('./calibrate/cells.mjs').Measure} Measure */
/** @type {Record<Measure, string>} */
const columns = {
  significant: 'alarms',
  differenceHolds: 'difference',
  liftHolds: 'lift',
  unboundedLift: 'unbounded',
  warned: 'warned',
}
const measures = /** @type {Measure[]} */ (Object.keys(columns))
const percent = (/** @type {number} */ share, digits = 2) => (share * 100).toFixed(digits)

console.log(`${repetitions.toLocaleString('en')} repetitions a cell, or all outcomes. Shares in percent, ± their Monte Carlo error.

alarms      significant differences: false alarms where there is no lift, power where there is one
difference  intervals of the difference that hold the true value; lift: the same
unbounded   lifts without a bound on at least one side`)

let out = 0
for (const { title, cells } of groups) {
  console.log(`\n${title}\n${''.padEnd(54)}${measures.map((name) => columns[name].padStart(16)).join('')}`)
  for (const [at, cell] of cells.entries()) {
    const result = cell.run(repetitions, seededRandom(at + 1))
    console.log(cell.name.padEnd(54) + measures.map((name) => shown(result[name], cell.bounds[name])).join(''))
    const allowed = measures.flatMap((name) => {
      const [low, high] = cell.bounds[name] ?? [0, 1]
      return low > 0 || high < 1 ? `${columns[name]} ${percent(low, 1)} to ${percent(high, 1)}` : []
    })
    console.log(`  allowed: ${allowed.join(', ') || 'anything'}`)
  }
}
console.log(out ? `\n${out} out of bounds (✗)` : '\nAll within their bounds.')
process.exitCode = out ? 1 : 0

/**
 * @param {import('../packages/stats/dist/calibrate/index.js').Share} measured
 * @param {readonly [low: number, high: number] | undefined} bounds
 */
function shown({ share, error }, bounds) {
  const value = `${percent(share)}${error ? ` ±${percent(error)}` : ''}`
  if (!bounds) return `${value}  `.padStart(16)
  const fits = share >= bounds[0] - slack * error && share <= bounds[1] + slack * error
  if (!fits) out++
  return `${value} ${fits ? '✓' : '✗'}`.padStart(16)
}
