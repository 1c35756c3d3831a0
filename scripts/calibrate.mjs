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

/** @type {Record<import('./calibrate/cells.mjs').Measure, string>} */
const columns = {
  significant: 'significant',
  differenceHolds: 'difference holds',
  liftHolds: 'lift holds',
  unboundedLift: 'lift unbounded',
  warned: 'warned',
}
const measures = /** @type {import('./calibrate/cells.mjs').Measure[]} */ (Object.keys(columns))
const percent = (/** @type {number} */ share) => (share * 100).toFixed(2)

let out = 0
for (const { title, cells } of groups) {
  console.log(`\n${title}\n${''.padEnd(52)}${measures.map((name) => columns[name].padStart(30)).join('')}`)
  for (const [at, cell] of cells.entries()) {
    const result = cell.run(repetitions, seededRandom(at + 1))
    const shown = measures.map((name) => {
      const { share, error } = result[name]
      const bounds = cell.bounds[name]
      const value = `${percent(share)}${error ? ` ± ${percent(error)}` : ''}`
      if (!bounds) return value.padStart(30)
      const [low, high] = [bounds[0] - slack * error, bounds[1] + slack * error]
      const fits = share >= low && share <= high
      if (!fits) out++
      return `${value} in ${percent(bounds[0])}–${percent(bounds[1])} ${fits ? '✓' : '✗'}`.padStart(30)
    })
    console.log(`${cell.name.padEnd(52)}${shown.join('')}`)
  }
}
console.log(out ? `\n${out} out of bounds` : '\nAll within their bounds.')
process.exitCode = out ? 1 : 0
