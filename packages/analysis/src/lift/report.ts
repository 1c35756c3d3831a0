/**
 * From what an engine measured to the lift report. Knows no source: a log, a table and a cluster look the same here.
 */
import type { ExperimentFile } from '@heddle/events'
import type { ExperimentReport, LiftReport } from '../lift-report.js'
import type { MeasuredExperiment, Measurement } from '../measurement.js'
import { sortedNames } from '../names.js'
import { compareMetrics } from './compare.js'
import { chooseControl } from './control.js'
import { checkGuardrails, type Guardrail } from './guardrail.js'
import { type ExperimentLook, experimentLook, type PlannedLook } from './look.js'
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
  /** How often the experiments are looked at; without it the numbers hold for one look at a time fixed before the start. */
  readonly look?: PlannedLook
  /** Metrics that must not get worse by more than a margin. */
  readonly guardrails?: readonly Guardrail[]
}

/**
 * @throws RangeError if an experiment does not have the named control (it lists the variants), alpha is not between 0 and
 * 1, the planned units or looks are none, or a guardrail is no metric
 */
export function liftReport(measurement: Measurement, options: LiftOptions = {}): LiftReport {
  const { alpha = 0.05 } = options
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`alpha lies between 0 and 1 (0.05 is usual), got ${alpha}.`)
  checkGuardrails(options.guardrails ?? [], measurement.experiments)
  const definitions = new Map(options.experiments?.experiments.map((definition) => [definition.key, definition]))
  const experiments = measurement.experiments.map((measured) =>
    reportOf(measured, definitions.get(measured.experiment), options, alpha),
  )
  return {
    version: 1,
    summary: summarise(experiments, alpha),
    ...(measurement.log ? { log: measurement.log } : {}),
    ...(measurement.rows ? { rows: measurement.rows } : {}),
    ...(measurement.mapped ? { mapped: measurement.mapped } : {}),
    experiments,
  }
}

function reportOf(
  { experiment, observed, metrics, delivery, losses, crossover, segments }: MeasuredExperiment,
  definition: ExperimentFile['experiments'][number] | undefined,
  { control: named, look: planned, guardrails = [] }: LiftOptions,
  alpha: number,
): ExperimentReport {
  const names = sortedNames(new Set([...observed.keys(), ...Object.keys(definition?.variants ?? {})]))
  const { control, controlChosenBy } = chooseControl(experiment, names, named)
  const variants = [control, ...names.filter((name) => name !== control)]
  const counts = new Map(variants.map((variant) => [variant, observed.get(variant) ?? 0]))
  const units = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const look: ExperimentLook | undefined = planned && experimentLook(planned, units, alpha)
  return {
    experiment,
    control,
    controlChosenBy,
    ...(look ? { look: look.report } : {}),
    ...(segments ? { segmentedBy: segments.attribute } : {}),
    checks: {
      sampleRatio: checkSampleRatio(counts, definition),
      ...(delivery ? { delivery } : {}),
      ...(losses ? { loss: checkLoss(losses) } : {}),
      ...(crossover ? { crossover } : {}),
    },
    metrics: compareMetrics(metrics, variants, control, {
      alpha,
      guardrails,
      optionsFor: (variant, segment) => {
        if (!look) return { alpha }
        const some = segment === undefined ? counts : segments?.observed.get(segment)
        return { alpha, ...look.optionsFor((some?.get(control) ?? 0) + (some?.get(variant) ?? 0)) }
      },
    }),
  }
}
