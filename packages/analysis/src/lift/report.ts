/**
 * From what an engine measured to the lift report. Knows no source: a log, a table and a cluster look the same here.
 */
import type { ExperimentFile } from '@heddle/events'
import type { ExperimentReport, LiftReport } from '../lift-report.js'
import type { MeasuredExperiment, Measurement } from '../measurement.js'
import { sortedNames } from '../names.js'
import { compareMetrics } from './compare.js'
import { chooseControl } from './control.js'
import { checkLoss } from './loss.js'
import { checkSampleRatio } from './sample-ratio.js'
import { summarise } from './summary.js'

export interface LiftOptions {
  /** The variant that the others are compared with, in every experiment; else `control`, else the smallest. */
  readonly control?: string
  /** Accepted chance of a false alarm, for the intervals of each comparison and for the family; 0.05 unless given. */
  readonly alpha?: number
  /** Definitions: their weights are what the sample ratio is checked against, their variants are there even if nobody met them. */
  readonly experiments?: ExperimentFile
}

/**
 * @throws RangeError if an experiment does not have the named control (it lists the variants), or alpha is not between 0 and 1
 */
export function liftReport(measurement: Measurement, options: LiftOptions = {}): LiftReport {
  const { alpha = 0.05 } = options
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`alpha lies between 0 and 1 (0.05 is usual), got ${alpha}.`)
  const definitions = new Map(options.experiments?.experiments.map((definition) => [definition.key, definition]))
  const experiments = measurement.experiments.map((measured) =>
    reportOf(measured, definitions.get(measured.experiment), options.control, alpha),
  )
  return {
    version: 1,
    summary: summarise(experiments, alpha),
    ...(measurement.log ? { log: measurement.log } : {}),
    ...(measurement.rows ? { rows: measurement.rows } : {}),
    experiments,
  }
}

function reportOf(
  { experiment, observed, metrics, delivery, losses, crossover }: MeasuredExperiment,
  definition: ExperimentFile['experiments'][number] | undefined,
  named: string | undefined,
  alpha: number,
): ExperimentReport {
  const names = sortedNames(new Set([...observed.keys(), ...Object.keys(definition?.variants ?? {})]))
  const { control, controlChosenBy } = chooseControl(experiment, names, named)
  const variants = [control, ...names.filter((name) => name !== control)]
  const counts = new Map(variants.map((variant) => [variant, observed.get(variant) ?? 0]))
  return {
    experiment,
    control,
    controlChosenBy,
    checks: {
      sampleRatio: checkSampleRatio(counts, definition),
      ...(delivery ? { delivery } : {}),
      ...(losses ? { loss: checkLoss(losses) } : {}),
      ...(crossover ? { crossover } : {}),
    },
    metrics: compareMetrics(metrics, variants, control, { alpha }),
  }
}
