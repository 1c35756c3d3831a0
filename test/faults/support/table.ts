/**
 * Results as tables: for a terminal, and for the documentation. Pure.
 */
import { engineNames } from './engine.js'
import { delivered, type RunResult } from './run-fault.js'
import type { FaultResult } from './suite.js'

const columns = ['fault', 'engine', 'recorded', 'stored', 'lost', 'repeated', 'copies', 'passed', 'bound'] as const

export function terminalTable(results: readonly FaultResult[]): string {
  const rows = [columns, ...results.map(cellsOf)]
  const widths = columns.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, i) => aligned(cell, widths[i] ?? 0, i))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export function markdownTable(results: readonly FaultResult[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    line(columns),
    line(columns.map((_, i) => (isNumber(i) ? '---:' : '---'))),
    ...results.map((result) => line(cellsOf(result))),
  ].join('\n')
}

/** By fault in the order of the list, then by engine. */
export function inOrder(results: readonly FaultResult[], names: readonly string[]): readonly FaultResult[] {
  const place = ({ fault, engine }: FaultResult) => names.indexOf(fault.name) * 10 + engineNames.indexOf(engine)
  return [...results].sort((a, b) => place(a) - place(b))
}

/** Shorter times after a return are of no interest. */
const soonSeconds = 5

/** What took how long in each engine. */
export function timesOf(results: readonly FaultResult[]): string {
  return results
    .flatMap(({ fault, engine, runs }) => {
      const whats = new Set(runs.flatMap(({ times }) => [...times.keys()]))
      return [...whats].flatMap((what) => {
        const seconds = runs.flatMap(({ times }) => times.get(what) ?? [])
        const most = Math.max(...seconds)
        if (what === delivered && most < soonSeconds) return []
        return [`${fault.name} (${engine}): ${what} in ${Math.min(...seconds).toFixed(1)} to ${most.toFixed(1)} s`]
      })
    })
    .join('\n')
}

function cellsOf({ fault, engine, runs }: FaultResult): readonly string[] {
  const sum = (of: (run: RunResult) => number) => runs.reduce((total, run) => total + of(run), 0)
  const unique = sum(({ stored }) => stored)
  const passed = runs.filter(({ failures }) => !failures.length).length
  return [
    fault.name,
    engine,
    String(sum(({ recorded }) => recorded)),
    String(unique),
    String(sum(({ lost }) => lost)),
    String(sum(({ repeated }) => repeated)),
    unique ? (sum(({ copies }) => copies) / unique).toFixed(2) : '–',
    `${passed} of ${runs.length}`,
    fault.bound ?? 'nothing',
  ]
}

const isNumber = (column: number) => column >= 2 && column <= 7
const aligned = (cell: string, width: number, column: number) =>
  isNumber(column) ? cell.padStart(width) : cell.padEnd(width)
