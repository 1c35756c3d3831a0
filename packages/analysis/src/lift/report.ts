/**
 * From what an engine measured to the lift report. Knows no source: a log, a table and a cluster look the same here.
 */
import type { ExperimentFile } from '@heddle/events'
import type { Checks, ExperimentReport, LiftReport } from '../lift-report.js'
import type { MeasuredExperiment, Measurement } from '../measurement.js'
import type { Direction } from '../metrics/direction.js'
import { sortedNames } from '../names.js'
import { compareMetrics } from './compare.js'
import { chooseControl } from './control.js'
import { decisionOf } from './decision.js'
import { checkNames, type Guardrail } from './guardrail.js'
import { type ExperimentLook, experimentLook, type PlannedLook } from './look.js'
import { checkLoss } from './loss.js'
import { checkSampleRatio } from './sample-ratio.js'
import { summarise } from './summary.js'
import { type Said, termsOf, usualAlpha } from './terms.js'

export interface LiftOptions extends Said {
  /** The variant that the others are compared with, in every experiment; else `control`, else the smallest. */
  readonly control?: string
  /**
   * Accepted chance of a false alarm, for the intervals of each comparison and for the family; else that of the experiment's
   * plan, else 0.05.
   */
  readonly alpha?: number
  /**
   * Definitions: their weights are what the sample ratio is checked against, their variants are there even if nobody met
   * them, their plans say what decides, when, and what must not get worse.
   */
  readonly experiments?: ExperimentFile
  /** How often the experiments are looked at; without it, and without a plan, the numbers hold for one look at a time fixed before the start. */
  readonly look?: PlannedLook
  /** Metrics that must not get worse by more than a margin, besides those of the plan. */
  readonly guardrails?: readonly Guardrail[]
  /** The metric that decides, in place of the plan's. */
  readonly primary?: string
  /** Which way metrics are good, where they do not say it themselves. */
  readonly good?: { readonly [metric: string]: Direction }
}

/**
 * @throws RangeError if an experiment does not have the named control (it lists the variants), alpha is not between 0 and
 * 1, the planned units or looks are none, or a guardrail, the primary metric or one with a direction is no metric; TypeError
 * if a plan is none
 */
export function liftReport(measurement: Measurement, options: LiftOptions = {}): LiftReport {
  const { alpha } = options
  if (alpha !== undefined && !(alpha > 0 && alpha < 1)) {
    throw new RangeError(`alpha lies between 0 and 1 (0.05 is usual), got ${alpha}.`)
  }
  checkNames(spokenOf(options), measurement.experiments)
  const definitions = new Map(options.experiments?.experiments.map((definition) => [definition.key, definition]))
  const experiments = measurement.experiments.map((measured) =>
    reportOf(measured, definitions.get(measured.experiment), options, measurement.added ?? []),
  )
  return {
    version: 1,
    summary: summarise(experiments, alpha ?? commonAlpha(experiments)),
    ...(measurement.log ? { log: measurement.log } : {}),
    ...(measurement.rows ? { rows: measurement.rows } : {}),
    ...(measurement.mapped ? { mapped: measurement.mapped } : {}),
    experiments,
  }
}

/** The metrics that the caller names besides those that are measured. */
function spokenOf({ guardrails = [], good = {}, primary }: Said) {
  return [
    ...guardrails.map(({ metric }) => ({ as: 'guardrail', metric })),
    ...Object.keys(good).map((metric) => ({ as: 'metric with a direction,', metric })),
    ...(primary === undefined ? [] : [{ as: 'primary metric', metric: primary }]),
  ]
}

/** Where all plans have one alpha, it is that of the report. */
function commonAlpha(experiments: readonly ExperimentReport[]): number {
  const [first, ...others] = new Set(experiments.map(({ plan }) => plan?.alpha ?? usualAlpha))
  return first === undefined || others.length > 0 ? usualAlpha : first
}

function reportOf(
  { experiment, observed, metrics, delivery, losses, crossover, segments }: MeasuredExperiment,
  definition: ExperimentFile['experiments'][number] | undefined,
  options: LiftOptions,
  added: readonly string[],
): ExperimentReport {
  const names = sortedNames(new Set([...observed.keys(), ...Object.keys(definition?.variants ?? {})]))
  const { control, controlChosenBy } = chooseControl(experiment, names, options.control)
  const treatments = names.filter((name) => name !== control)
  const variants = [control, ...treatments]
  const counts = new Map(variants.map((variant) => [variant, observed.get(variant) ?? 0]))
  const units = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const { alpha, look: planned, guardrails, plan } = termsOf(definition, options, metrics, added)
  const look: ExperimentLook | undefined = planned && experimentLook(planned, units, alpha)
  const checks: Checks = {
    sampleRatio: checkSampleRatio(counts, definition),
    ...(delivery ? { delivery } : {}),
    ...(losses ? { loss: checkLoss(losses) } : {}),
    ...(crossover ? { crossover } : {}),
  }
  const pairOptions = (variant: string, level: number, some: ReadonlyMap<string, number> | undefined = counts) =>
    look ? { alpha: level, ...look.optionsFor((some.get(control) ?? 0) + (some.get(variant) ?? 0)) } : { alpha: level }
  const reports = compareMetrics(metrics, variants, control, {
    ...{ alpha, guardrails, added },
    ...(options.good ? { good: options.good } : {}),
    optionsFor: (variant, segment) =>
      pairOptions(variant, alpha, segment === undefined ? counts : (segments?.observed.get(segment) ?? new Map())),
  })
  const decision = decisionOf({
    ...{ checks, control, treatments, counts, metrics, reports, optionsFor: pairOptions },
    ...(plan ? { plan } : {}),
  })
  return {
    ...{ experiment, control, controlChosenBy },
    ...(plan ? { plan } : {}),
    decision,
    ...(look ? { look: look.report } : {}),
    ...(segments ? { segmentedBy: segments.attribute } : {}),
    checks,
    metrics: reports,
  }
}
