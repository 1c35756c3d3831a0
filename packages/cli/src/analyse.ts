/**
 * Hands a request to the engine for its kind of source. An engine is loaded only when it is asked: DuckDB takes longer
 * to load than a small log takes to read, and may not be installed.
 */
import type { LiftOptions, LiftReport } from '@heddle/analysis'
import type { CachePlace, ReadTableOptions } from '@heddle/analysis/node'
import { withServers } from './clickhouse-servers.js'
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
  switch (source.kind) {
    case 'log':
      return whileReading(terminal, cache, (reading) => analyseLogSource(source, settings, reading))
    case 'servers':
      return analyseServersSource(source, settings, terminal)
    case 'counts':
    case 'units':
      return whileReading(terminal, undefined, () => analyseTable(source, settings))
  }
}

type Settings = Omit<LiftOptions, 'experiments'>

async function analyseLogSource(
  { paths, mapping, engine, memory, ...asked }: Extract<LiftSource, { kind: 'log' }>,
  settings: Settings,
  reading: ReadTableOptions,
): Promise<LiftReport> {
  const { analyseLog, holdsParts, readMapping } = await import('@heddle/analysis/node')
  const options = { ...settings, ...reading, ...(await questionOf(asked)) }
  if (mapping !== undefined) return analyseLog(paths, { ...options, mapping: await readMapping(mapping) })
  const isCompacted = await holdsParts(paths)
  if (engine === 'scan' && isCompacted) {
    throw new Error('The scan reads no Parquet, and a compacted log is Parquet: leave out --engine scan.')
  }
  const limited = { ...options, ...(memory === undefined ? {} : { memoryLimit: memory }) }
  if (engine === 'scan' || (engine === undefined && !isCompacted && memory === undefined))
    return analyseLog(paths, limited)
  const { analyseLogs } = await import('@heddle/analysis/duckdb')
  return analyseLogs(paths, limited)
}

async function analyseServersSource(
  { addresses, ...asked }: Extract<LiftSource, { kind: 'servers' }>,
  settings: Settings,
  terminal: Terminal,
): Promise<LiftReport> {
  const { analyseServers } = await import('@heddle/analysis/clickhouse')
  const options = { ...settings, ...(await questionOf(asked)) }
  terminal.progress?.show('asking the servers …')
  try {
    return await withServers(addresses, terminal, async (servers) => analyseServers(servers, options))
  } finally {
    terminal.progress?.clear()
  }
}

/** What is asked of a log, whoever reads it: the definitions of the file, and the metrics of the command line before its own. */
async function questionOf({
  experiments,
  metrics,
  segment,
}: Pick<Extract<LiftSource, { kind: 'log' }>, 'experiments' | 'metrics' | 'segment'>) {
  const defined = experiments === undefined ? undefined : await readDefinitions(experiments)
  const wanted = metrics ?? defined?.metrics
  return {
    ...(wanted === undefined ? {} : { metrics: wanted }),
    ...(segment === undefined ? {} : { segment }),
    ...(defined ? { experiments: defined.file } : {}),
  }
}

async function analyseTable(
  source: Exclude<LiftSource, { kind: 'log' | 'servers' }>,
  settings: Settings,
): Promise<LiftReport> {
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
