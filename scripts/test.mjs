/**
 * `npm test`: everything that must hold, stage by stage, each with its time. Installs what is missing first.
 *
 *   npm test                     all stages
 *   npm test -- unit browser     only these
 */
import { installPackages } from './install.mjs'
import { bin, run } from './run.mjs'

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {string} what
 * @property {string} [beside] runs while that one runs
 * @property {(options?: Parameters<typeof run>[2]) => Promise<number>} run
 */

const node = process.execPath

/** @type {readonly Stage[]} */
const stages = [
  {
    name: 'lint',
    what: 'lint and format',
    run: () => run(bin('biome'), ['ci', ...(process.stdout.isTTY ? [] : ['--colors=off']), '.']),
  },
  { name: 'types', what: 'build and types', run: buildAndTypes },
  { name: 'unit', what: 'unit tests', run: () => run(bin('vitest'), ['run', '--project', 'unit']) },
  { name: 'browser', what: 'tests in a real Chromium', run: () => browserTests('browser', ['Chromium']) },
  // Both wait most of the time: for paint, for a second to pass.
  {
    name: 'engines',
    what: 'tests in three real engines',
    beside: 'browser',
    run: (options) => browserTests('engines', undefined, options),
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
let failed = 0
const chosen = stages.filter((stage) => !wanted.length || wanted.includes(stage.name))
for (const stage of chosen) {
  const others = chosen.filter(({ beside }) => beside === stage.name)
  if (chosen.some(({ name }) => name === stage.beside)) continue
  if (others.length) await (await import('./browser.mjs')).installBrowsers() // Two at once would be in each other's way.
  await Promise.all([time(stage), ...others.map((other) => time(other, { show: 'at the end' }))])
}
console.log(`\n${lines.join('\n')}\n\n${chosen.length - failed} passed, ${failed} failed`)
process.exitCode = failed ? 1 : 0

/** @param {Stage} stage @param {Parameters<typeof run>[2]} [options] */
async function time({ what, run }, options) {
  console.log(`\n── ${what} ──`)
  const start = performance.now()
  const code = await run(options).catch((error) => {
    console.error(error instanceof Error ? error.message : error)
    return 1
  })
  if (code) failed++
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  lines.push(`${code ? '✗' : '✓'} ${what.padEnd(28)}${seconds.padStart(7)} s`)
  console.log(lines.at(-1))
}

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
 * @param {readonly import('./browser.mjs').BrowserName[]} [names] default: all
 * @param {Parameters<typeof run>[2]} [options]
 */
async function browserTests(project, names, options) {
  const { installBrowsers } = await import('./browser.mjs')
  await installBrowsers(names)
  return run(bin('vitest'), ['run', '--project', project], options)
}
