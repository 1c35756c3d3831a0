/**
 * How long the workbench takes to show the lift of a log in a real Chromium, beside `heddle lift` in a terminal, and how long
 * its page does not answer meanwhile: the longest task of its main thread, and the longest wait of a timer.
 *
 *   npm run build && node scripts/bench/workbench.mjs     a million events
 *   node scripts/bench/workbench.mjs --events 100000      for a quick try
 */
import { spawn } from 'node:child_process'
import { statSync } from 'node:fs'
import { loadavg } from 'node:os'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { launchChromium } from '../browser.mjs'
import { logOf } from './analysis/log-of.mjs'

/** A page that does not answer for longer feels stuck. */
const longestTaskMs = 200

const { values } = parseArgs({ options: { events: { type: 'string', default: '1000000' } } })
const path = logOf(Number(values.events))
const root = (/** @type {string} */ file) => fileURLToPath(new URL(`../../${file}`, import.meta.url))

console.log(`load average ${loadavg()[0]?.toFixed(1)}`)
console.log(`${Number(values.events).toLocaleString('en')} events, ${(statSync(path).size / 1e9).toFixed(2)} GB\n`)

/** What is looked at, as the page's address says it, and what is on the page when it is there. */
const views = {
  'opened, lift': ['', '.metric'],
  'over time': ['#view=over-time', '#course-1'],
  slots: ['#view=slots', '#slots'],
  paths: ['#view=paths&step=best&without=order', '#single'],
}

const terminal = await inTerminal()
console.log(line('heddle lift', terminal.seconds))

const browser = await launchChromium()
try {
  const page = await browser.newPage()
  await page.addInitScript({ path: root('scripts/bench/workbench/meter.js') })
  await page.goto(pathToFileURL(root('packages/workbench/dist/workbench.html')).href)
  for (const [name, [hash = '', selector = '']] of Object.entries(views)) {
    await browser.startTracing(page, { categories: ['toplevel'] })
    await page.evaluate(`meter.begin(${JSON.stringify(selector)})`)
    if (hash === '') await page.setInputFiles('#file', path)
    else await page.evaluate(`location.assign(${JSON.stringify(hash)})`)
    // The page's policy lets nobody wait inside it.
    while (!(await page.evaluate('meter.shown > 0'))) await new Promise((resolve) => setTimeout(resolve, 200))
    /** @type {{ seconds: number, task: number, wait: number }} */
    const { seconds, task, wait } = await page.evaluate('meter.end()')
    const work = longestWork(await browser.stopTracing())
    const parts = [
      line(`workbench: ${name}`, seconds),
      `longest task ${ms(task)}, of which it worked ${ms(work)}${work > longestTaskMs ? ` (over ${longestTaskMs} ms)` : ''}`,
      `longest wait of a timer ${ms(wait)}`,
    ]
    if (hash === '') parts.push(`${(seconds / terminal.seconds).toFixed(2)} × heddle lift`)
    console.log(parts.join('  '))
  }
} finally {
  await browser.close()
}

/**
 * What the page's main thread worked in its longest task: on a machine that does other things a task takes longer than that.
 *
 * @param {Buffer} trace
 */
function longestWork(trace) {
  /** @type {{ traceEvents: { name: string, pid: number, tid: number, tdur?: number, args: { name?: string } }[] }} */
  const { traceEvents } = JSON.parse(trace.toString())
  /** @param {{ pid: number, tid: number }} event */
  const thread = ({ pid, tid }) => `${pid} ${tid}`
  /** @param {{ name: string, args: { name?: string } }} event */
  const isMain = ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain'
  const main = new Set(traceEvents.filter(isMain).map(thread))
  const tasks = traceEvents.filter((event) => event.name.endsWith('RunTask') && main.has(thread(event)))
  return tasks.reduce((most, { tdur = 0 }) => Math.max(most, tdur / 1000), 0)
}

/** @returns {Promise<{ seconds: number }>} the command as somebody would run it */
function inTerminal() {
  const start = performance.now()
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [root('packages/cli/bin/heddle.mjs'), 'lift', path], {
      stdio: ['ignore', 'ignore', 'ignore'],
    })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code) reject(new Error(`heddle lift ended with ${code}.`))
      else resolve({ seconds: (performance.now() - start) / 1000 })
    })
  })
}

/**
 * @param {string} name
 * @param {number} seconds
 */
function line(name, seconds) {
  return `${name.padEnd(26)}${seconds.toFixed(1).padStart(7)} s`
}

/** @param {number} value */
function ms(value) {
  return `${value.toFixed(0).padStart(4)} ms`
}
