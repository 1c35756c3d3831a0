/**
 * The part of a lift report that speaks of segments, for one experiment.
 */
import type { LiftReport } from '../lift-report.js'
import type { SegmentsReport } from '../segments-report.js'

/**
 * @param report of a log whose units were split by an attribute
 * @param named may be left out where the log has only one experiment
 * @throws RangeError that lists the experiments, if there is no such one, or several and none is named; or that units were
 * not split
 */
export function segmentsOf({ experiments, summary }: LiftReport, named?: string): SegmentsReport {
  const keys = experiments.map(({ experiment }) => experiment).join(', ') || 'none'
  if (named === undefined && experiments.length !== 1) {
    throw new RangeError(`Name the experiment whose segments are asked for. The log has: ${keys}.`)
  }
  const found = experiments.find(({ experiment }) => experiment === (named ?? experiment))
  if (!found) throw new RangeError(`The log has no experiment "${named}". It has: ${keys}.`)
  const { experiment, control, controlChosenBy, segmentedBy, plan, look, checks, metrics } = found
  if (segmentedBy === undefined) throw new RangeError('The units were not split by an attribute.')
  return {
    version: 1,
    ...{ experiment, control, controlChosenBy, segmentedBy, alpha: plan?.alpha ?? summary.alpha },
    ...(look ? { look } : {}),
    checks,
    metrics: Object.fromEntries(Object.entries(metrics).filter(([, { added }]) => !added)),
  }
}
