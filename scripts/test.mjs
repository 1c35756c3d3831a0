/**
 * `npm test`: everything that must hold, stage by stage, each with its time. Installs what is missing first.
 *
 *   npm test                     all stages
 *   npm test -- unit browser     only these
 *
 * What a failing stage printed last is printed again at the end, where a long output has pushed it out of sight.
 */
import { installPackages } from './install.mjs'
import { bin, lastOutput, run } from './run.mjs'

/** @typedef {{ name: string, what: string, run: () => Promise<number> }} Stage */

const node = process.execPath

/** @type {readonly Stage[]} */
const stages = [
  {
    name: 'lint',
    what: 'lint and format',
    run: () => run(bin('biome'), ['ci', ...(process.stdout.isTTY ? [] : ['--colors=off']), '.']),
  },
  { name: 'types', what: 'build and types', run: buildAndTypes },
  {
    name: 'unit',
    what: 'unit tests',
    run: () => run(bin('vitest'), ['run', '--project', 'unit', '--project', 'page']),
  },
  {
    name: 'clickhouse',
    what: 'analysis on real ClickHouse servers',
    run: () => run(node, ['scripts/clickhouse.mjs', '--short']),
  },
  { name: 'browser', what: 'tests in a real Chromium', run: () => browserTests('browser', ['Chromium']) },
  {
    name: 'engines',
    what: 'tests in a real Firefox and WebKit',
    run: () => browserTests('engines', ['Firefox', 'WebKit'], { HEDDLE_ENGINES: 'Firefox,WebKit' }),
  },
  { name: 'faults', what: 'faults in three real engines', run: () => run(node, ['scripts/faults.mjs', '--short']) },
  { name: 'size', what: 'size budgets', run: () => run(bin('size-limit'), []) },
  { name: 'floors', what: 'architecture', run: () => run(node, ['scripts/check-floors.mjs']) },
  { name: 'readme', what: 'README', run: () => run(node, ['scripts/check-readme.mjs']) },
  {
    name: 'start',
    what: 'npm start, in short',
    run: () => run(node, ['scripts/start.mjs', '--once', '--visits', '12']),
  },
]

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !stages.some((stage) => stage.name === name))
if (unknown.length) {
  console.error(
    `There is no stage ${unknown.join(', ')}. The stages are ${stages.map((stage) => stage.name).join(', ')}.`,
  )
  process.exit(64)
}

await installPackages()
/** @type {string[]} */
const lines = []
/** @type {string[]} */
const failures = []
for (const { what, run } of stages.filter(({ name }) => !wanted.length || wanted.includes(name))) {
  console.log(`\n── ${what} ──`)
  const start = performance.now()
  const code = await run().catch((error) => {
    console.error(error instanceof Error ? error.message : error)
    return 1
  })
  if (code) failures.push(`── ${what}, again, for it failed ──\n${lastOutput()}`)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  lines.push(`${code ? '✗' : '✓'} ${what.padEnd(28)}${seconds.padStart(7)} s`)
  console.log(lines.at(-1))
}
console.log(
  ['', ...failures, ...lines, '', `${lines.length - failures.length} passed, ${failures.length} failed`].join('\n'),
)
process.exitCode = failures.length ? 1 : 0

async function buildAndTypes() {
  const code = await run(bin('tsc'), ['-b'])
  if (code) return code
  const checks = [
    run(bin('tsc'), ['-p', 'test']),
    run(bin('tsc'), ['-p', 'scripts']),
    run(bin('rollup'), ['-c', '--silent']),
  ]
  return Math.max(...(await Promise.all(checks)))
}

/**
 * @param {string} project
 * @param {readonly import('./browser.mjs').BrowserName[]} names
 * @param {{ readonly [name: string]: string }} [env] for the tests
 */
async function browserTests(project, names, env = {}) {
  const { installBrowsers } = await import('./browser.mjs')
  await installBrowsers(names)
  return run(bin('vitest'), ['run', '--project', project], { env: { ...process.env, ...env } })
}
