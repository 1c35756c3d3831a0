/**
 * Hands a request to the engine for its kind of source. An engine is loaded only when it is asked: DuckDB takes longer
 * to load than a small log takes to read, and may not be installed.
 */
import type { Guardrail, LiftReport, PlannedLook } from '@heddle/analysis'
import type { CachePlace, ReadTableOptions } from '@heddle/analysis/node'
import type { LiftRequest, LiftSource } from './lift-request.js'
import { readExperiments } from './read-experiments.js'
import type { Terminal } from './terminal.js'
import { whileReading } from './while-reading.js'

/**
 * @param cache where what was read of a log is kept
 * @throws Error with a sentence about the source: missing, unreadable, without the column or the control that was named
 */
export async function analyse(
  { source, alpha, control, look, guardrails }: LiftRequest,
  cache: CachePlace | undefined,
  terminal: Terminal,
): Promise<LiftReport> {
  const settings = {
    alpha,
    ...(control === undefined ? {} : { control }),
    ...(look ? { look } : {}),
    ...(guardrails ? { guardrails } : {}),
  }
  if (source.kind !== 'log') return whileReading(terminal, undefined, () => analyseTable(source, settings))
  return whileReading(terminal, cache, (reading) => analyseLogSource(source, settings, reading))
}

interface Settings {
  readonly alpha: number
  readonly control?: string
  readonly look?: PlannedLook
  readonly guardrails?: readonly Guardrail[]
}

async function analyseLogSource(
  { paths, experiments, metrics, segment }: Extract<LiftSource, { kind: 'log' }>,
  settings: Settings,
  reading: ReadTableOptions,
): Promise<LiftReport> {
  const { analyseLog } = await import('@heddle/analysis/node')
  return analyseLog(paths, {
    ...settings,
    ...reading,
    ...(metrics === undefined ? {} : { metrics }),
    ...(segment === undefined ? {} : { segment }),
    ...(experiments === undefined ? {} : { experiments: await readExperiments(experiments) }),
  })
}

async function analyseTable(source: Exclude<LiftSource, { kind: 'log' }>, settings: Settings): Promise<LiftReport> {
  const { analyseCounts, analyseUnits } = await import('@heddle/analysis/duckdb')
  switch (source.kind) {
    case 'counts': {
      const { kind, path, ...columns } = source
      return analyseCounts(path, { ...columns, ...settings })
    }
    case 'units': {
      const { kind, path, ...columns } = source
      return analyseUnits(path, { ...columns, ...settings })
    }
  }
}
