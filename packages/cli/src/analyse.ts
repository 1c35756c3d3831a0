/**
 * Hands a request to the engine for its kind of source. An engine is loaded only when it is asked: DuckDB takes longer
 * to load than a small log takes to read, and may not be installed.
 */
import type { LiftReport } from '@heddle/analysis'
import type { LiftRequest, LiftSource } from './lift-request.js'
import { readExperiments } from './read-experiments.js'
import type { Terminal } from './terminal.js'
import { formatShare } from './view/format-number.js'

/** @throws Error with a sentence about the source: missing, unreadable, without the column or the control that was named */
export async function analyse({ source, alpha, control }: LiftRequest, { progress }: Terminal): Promise<LiftReport> {
  const settings = { alpha, ...(control === undefined ? {} : { control }) }
  progress?.show('reading …')
  try {
    return source.kind === 'log'
      ? await analyseLogSource(source, settings, progress)
      : await analyseTable(source, settings)
  } finally {
    progress?.clear()
  }
}

interface Settings {
  readonly alpha: number
  readonly control?: string
}

async function analyseLogSource(
  { paths, experiments, metrics }: Extract<LiftSource, { kind: 'log' }>,
  settings: Settings,
  progress: Terminal['progress'],
): Promise<LiftReport> {
  const { analyseLog } = await import('@heddle/analysis/node')
  return analyseLog(paths, {
    ...settings,
    ...(metrics === undefined ? {} : { metrics }),
    ...(experiments === undefined ? {} : { experiments: await readExperiments(experiments) }),
    ...(progress ? { onProgress: ({ read, total }) => progress.show(`reading ${formatShare(read / total, 0)}`) } : {}),
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
