/**
 * Whether the variants were met as often as they were meant to be.
 */
import type { ExperimentFile } from '@heddle/events'
import { sampleRatio } from '@heddle/stats'
import type { SampleRatioReport } from '../lift-report.js'

/** @param planned the experiment's definition, if there is one; a variant that it does not name was not planned. Without it every variant weighs the same */
export function checkSampleRatio(
  counts: ReadonlyMap<string, number>,
  planned: ExperimentFile['experiments'][number] | undefined,
): SampleRatioReport {
  const given = new Map(Object.entries<number | undefined>(planned?.weights ?? {}))
  const observed = Object.fromEntries(counts)
  const isPlanned = (variant: string) => !planned || Object.hasOwn(planned.variants, variant)
  const weightOf = (variant: string) => (isPlanned(variant) ? (given.get(variant) ?? 1) : 0)
  const weights = Object.fromEntries([...counts.keys()].map((variant) => [variant, weightOf(variant)]))
  const result = sampleRatio({ observed, weights })
  const noted = result.warnings.length === 0 ? {} : { warnings: result.warnings }
  if (result.status === 'undefined') return { status: 'undefined', observed, reason: result.reason, ...noted }
  const { status, expected, statistic, df, pValue } = result
  return { status, observed, expected, statistic, df, pValue, ...noted }
}
