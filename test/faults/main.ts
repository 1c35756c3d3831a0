/**
 * The fault suite: what was recorded against what is stored, for each fault in each engine.
 */
import { writeFile } from 'node:fs/promises'
import { faults } from './index.js'
import { type EngineName, engineNames } from './support/engine.js'
import { type FaultResult, isPassed, runSuite } from './support/suite.js'
import { inOrder, markdownTable, terminalTable, timesOf } from './support/table.js'

export interface FaultOptions {
  readonly engines: readonly string[]
  /** By name; empty is all. */
  readonly names: readonly string[]
  readonly runs: number
  /** Only the few that every check of the project runs. */
  readonly isShort: boolean
  readonly isLong: boolean
  /** How many runs one browser has at the same time. */
  readonly atOnce: number
  /** Where the table goes as Markdown. */
  readonly markdown: string | undefined
}

/** @returns whether every run of every fault was within its bound */
export async function main({
  engines,
  names,
  runs,
  isShort,
  isLong,
  atOnce,
  markdown,
}: FaultOptions): Promise<boolean> {
  const chosen = faults.filter(({ name, short = false }) => (names.length ? names.includes(name) : !isShort || short))
  const unknown = [
    ...names.filter((name) => !faults.some((fault) => fault.name === name)),
    ...engines.filter((engine) => !isEngine(engine)),
  ]
  if (unknown.length) {
    console.error(`There is no ${unknown.join(', ')}. The faults are:\n${faults.map(({ name }) => name).join('\n')}`)
    return false
  }
  const start = Date.now()
  const results = await runSuite({
    faults: chosen,
    engines: engines.filter(isEngine),
    runs,
    isLong,
    atOnce,
    onResult: (result) => console.log(progressOf(result, start)),
  })
  const sorted = inOrder(
    results,
    faults.map(({ name }) => name),
  )
  console.log(`\n${terminalTable(sorted)}\n`)
  console.log(`${timesOf(sorted)}\n`)
  if (markdown) await writeFile(markdown, `${markdownTable(sorted)}\n`)
  const passed = sorted.filter(isPassed).length
  const seconds = ((Date.now() - start) / 1000).toFixed(0)
  console.log(`${passed} of ${sorted.length} within their bounds, ${seconds} s`)
  return passed === sorted.length && passed > 0
}

const isEngine = (name: string): name is EngineName => engineNames.some((engine) => engine === name)

function progressOf(result: FaultResult, start: number): string {
  const { fault, engine, runs } = result
  const at = ((Date.now() - start) / 1000).toFixed(0).padStart(5)
  const longest = Math.max(...runs.map(({ seconds }) => seconds)).toFixed(0)
  const passed = runs.filter(({ failures }) => !failures.length).length
  const failures = [...new Set(runs.flatMap(({ failures }) => failures))]
  return [
    `${at} s  ${isPassed(result) ? '✓' : '✗'} ${fault.name} (${engine}), ${passed} of ${runs.length}, ${longest} s`,
    ...failures.map((failure) => `           ${failure}`),
  ].join('\n')
}
