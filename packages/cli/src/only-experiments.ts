/**
 * A report cut down to the experiments somebody asked for, with a summary of just those.
 * Pure.
 */
import { type LiftReport, summarise } from '@heddle/analysis'

export type OnlyReport =
  | { readonly status: 'report'; readonly report: LiftReport }
  | { readonly status: 'unknown'; readonly sentence: string }

/** @param keys the wanted experiments; none means all */
export function onlyExperiments(report: LiftReport, keys: readonly string[]): OnlyReport {
  if (keys.length === 0) return { status: 'report', report }
  const known = new Set(report.experiments.map(({ experiment }) => experiment))
  const missing = keys.find((key) => !known.has(key))
  if (missing !== undefined) return { status: 'unknown', sentence: unknownText(missing, [...known]) }
  const experiments = report.experiments.filter(({ experiment }) => keys.includes(experiment))
  const summary = summarise(experiments, report.summary.alpha)
  return { status: 'report', report: { ...report, summary, experiments } }
}

/** The keys that begin alike are most likely what was meant; else a few as examples. */
function unknownText(missing: string, known: readonly string[]): string {
  const near = known.filter((key) => key.toLowerCase().startsWith(missing.toLowerCase().slice(0, 4)))
  const shown = (near.length > 0 ? near : known).slice(0, 3)
  const examples = shown.length > 0 ? ` There is, for example, ${shown.map((key) => `"${key}"`).join(', ')}.` : ''
  return `--only: there is no experiment "${missing}" among the ${known.length} of the source.${examples}`
}
