/**
 * `npm test`: everything that must hold, stage by stage, each with its time. Installs what is missing first.
 *
 *   npm test                     all stages
 *   npm test -- unit browser     only these
 *
 * What a failing stage printed last is printed again at the end, where a long output has pushed it out of sight.
 */
import { installPackages } from './install.mjs'
import { bin, run as runCommand } from './run.mjs'

/** @typedef {(command: string, args: readonly string[], env?: NodeJS.ProcessEnv) => Promise<number>} Run */

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {string} what
 * @property {true} [halfIdle] leaves a core idle, and times nothing: such stages run beside their neighbours
 * @property {(run: Run) => Promise<number>} run
 */

const node = process.execPath

/** What stands in the folders of the build was made by this program. */
let isBuilt = false

/** @type {readonly Stage[]} */
const stages = [
  {
    name: 'lint',
    what: 'lint and format',
    halfIdle: true,
    run: (run) => run(bin('biome'), ['ci', ...(process.stdout.isTTY ? [] : ['--colors=off']), '.']),
  },
  { name: 'types', what: 'build and types', halfIdle: true, run: buildAndTypes },
  {
    name: 'unit',
    what: 'unit tests',
    run: (run) => run(bin('vitest'), ['run', '--project', 'unit', '--project', 'page']),
  },
  {
    name: 'clickhouse',
    what: 'analysis on real ClickHouse servers',
    run: (run) => run(node, ['scripts/clickhouse.mjs', '--short']),
  },
  { name: 'browser', what: 'tests in a real Chromium', run: (run) => browserTests(run, 'browser', ['Chromium']) },
  {
    name: 'engines',
    what: 'tests in a real Firefox and WebKit',
    run: (run) => browserTests(run, 'engines', ['Firefox', 'WebKit'], { HEDDLE_ENGINES: 'Firefox,WebKit' }),
  },
  {
    name: 'faults',
    what: 'faults in three real engines',
    run: (run) => run(node, ['scripts/faults.mjs', '--short']),
  },
  {
    name: 'start',
    what: 'npm start, in short',
    run: (run) => run(node, ['scripts/start.mjs', '--once', '--visits', '12', ...(isBuilt ? ['--built'] : [])]),
  },
  { name: 'size', what: 'size budgets', halfIdle: true, run: (run) => run(bin('size-limit'), []) },
  { name: 'floors', what: 'architecture', halfIdle: true, run: (run) => run(node, ['scripts/check-floors.mjs']) },
  { name: 'readme', what: 'README', halfIdle: true, run: (run) => run(node, ['scripts/check-readme.mjs']) },
]

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !stages.some((stage) => stage.name === name))
if (unknown.length) {
  console.error(
    `There is no stage ${unknown.join(', ')}. The stages are ${stages.map((stage) => stage.name).join(', ')}.`,
  )
  process.exit(64)
}

/** As much of what a stage printed as a failure usually needs: its summary. */
const tailChars = 6000

await installPackages()
/** @type {string[]} */
const lines = []
/** @type {string[]} */
const failures = []
for (const group of groupsOf(stages.filter(({ name }) => !wanted.length || wanted.includes(name)))) {
  await Promise.all(group.map((stage) => runStage(stage, group.length > 1)))
}
console.log(
  ['', ...failures, ...lines, '', `${lines.length - failures.length} passed, ${failures.length} failed`].join('\n'),
)
process.exitCode = failures.length ? 1 : 0

/**
 * Stages that run together: neighbours of which each leaves a core idle; any other is alone.
 *
 * @param {readonly Stage[]} stages
 */
function groupsOf(stages) {
  /** @type {Stage[][]} */
  const groups = []
  for (const stage of stages) {
    const group = groups.at(-1)
    if (stage.halfIdle && group?.[0]?.halfIdle) group.push(stage)
    else groups.push([stage])
  }
  return groups
}

/**
 * @param {Stage} stage
 * @param {boolean} hasNeighbours then what its commands print is shown when they have ended, each in one piece
 */
async function runStage({ what, run }, hasNeighbours) {
  if (!hasNeighbours) console.log(`\n── ${what} ──`)
  let tail = ''
  const hear = (/** @type {string} */ text) => {
    tail = (tail + text).slice(-2 * tailChars)
  }
  const start = performance.now()
  const code = await run((command, args, env = process.env) =>
    runCommand(command, args, { show: hasNeighbours ? 'at its end' : 'at once', env, hear }),
  ).catch((error) => {
    console.error(error instanceof Error ? error.message : error)
    return 1
  })
  if (code) failures.push(`── ${what}, again, for it failed ──\n${tail.slice(-tailChars)}`)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  const line = `${code ? '✗' : '✓'} ${what.padEnd(28)}${seconds.padStart(7)} s`
  lines.push(line)
  console.log(line)
}

/** @param {Run} run */
async function buildAndTypes(run) {
  const code = await run(bin('tsc'), ['-b'])
  if (code) return code
  const codes = await Promise.all([
    run(bin('tsc'), ['-p', 'test']),
    run(bin('tsc'), ['-p', 'scripts']),
    run(bin('rollup'), ['-c', '--silent']),
  ])
  isBuilt = codes.at(-1) === 0
  return Math.max(...codes)
}

/**
 * @param {Run} run
 * @param {string} project
 * @param {readonly import('./browser.mjs').BrowserName[]} names
 * @param {{ readonly [name: string]: string }} [env] for the tests
 */
async function browserTests(run, project, names, env = {}) {
  const { installBrowsers } = await import('./browser.mjs')
  await installBrowsers(names)
  return run(bin('vitest'), ['run', '--project', project], { ...process.env, ...env })
}
