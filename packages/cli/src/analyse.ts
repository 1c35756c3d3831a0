/**
 * Hands a request to the engine for its kind of source. An engine is loaded only when it is asked: DuckDB takes longer
 * to load than a small log takes to read, and may not be installed.
 */
import type { LiftOptions, LiftReport } from '@heddle/analysis'
import type { CachePlace, ReadTableOptions } from '@heddle/analysis/node'
import type { LiftRequest, LiftSource } from './lift-request.js'
import { readDefinitions } from './read-definitions.js'
import type { Terminal } from './terminal.js'
import { whileReading } from './while-reading.js'

/**
 * @param cache where what was read of a log is kept
 * @throws Error with a sentence about the source: missing, unreadable, without the column or the control that was named
 */
export async function analyse(
  { source, only: _only, ...settings }: LiftRequest,
  cache: CachePlace | undefined,
  terminal: Terminal,
): Promise<LiftReport> {
  if (source.kind !== 'log') return whileReading(terminal, undefined, () => analyseTable(source, settings))
  return whileReading(terminal, cache, (reading) => analyseLogSource(source, settings, reading))
}

type Settings = Omit<LiftOptions, 'experiments'>

async function analyseLogSource(
  { paths, experiments, metrics, segment, mapping }: Extract<LiftSource, { kind: 'log' }>,
  settings: Settings,
  reading: ReadTableOptions,
): Promise<LiftReport> {
  const { analyseLog, readMapping } = await import('@heddle/analysis/node')
  const defined = experiments === undefined ? undefined : await readDefinitions(experiments)
  const wanted = metrics ?? defined?.metrics
  return analyseLog(paths, {
    ...settings,
    ...reading,
    ...(wanted === undefined ? {} : { metrics: wanted }),
    ...(segment === undefined ? {} : { segment }),
    ...(mapping === undefined ? {} : { mapping: await readMapping(mapping) }),
    ...(defined ? { experiments: defined.file } : {}),
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
