/**
 * `npm run differential`: every engine of the analysis against the plain rules on random logs, and against each other on a
 * large one. What `npm test` does in short.
 *
 *   npm run differential                          200 logs, and one of 100,000 events
 *   npm run differential -- --logs 1000           more of them
 *   npm run differential -- --events 1000000      a larger one
 *   npm run differential -- --seed 7              others
 */
import { parseArgs } from 'node:util'
import { bin, run } from './run.mjs'

const { values } = parseArgs({
  options: {
    logs: { type: 'string', default: '200' },
    events: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
  },
})

for (const [name, text] of Object.entries(values)) {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--${name} is a whole number from 1, got "${text}".`)
}
const { logs, events, seed } = values
process.exitCode = await run(bin('vitest'), ['run', '--project', 'unit', 'test/analysis/differential'], {
  env: { ...process.env, HEDDLE_LOGS: logs, HEDDLE_EVENTS: events, HEDDLE_SEED: seed },
})
