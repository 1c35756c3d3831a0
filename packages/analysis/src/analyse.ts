/**
 * One experiment, its metrics and a source, to the report: the whole analysis in one call, for scripts and notebooks.
 */
import type { Experiment, ExperimentFile, Variants } from '@heddle/events'
import type { Guardrail } from './lift/guardrail.js'
import { type LiftOptions, liftReport } from './lift/report.js'
import type { ComparisonReport, ExperimentReport, LiftReport, MetricReport, VariantReport } from './lift-report.js'
import type { Measurement } from './measurement.js'
import type { Metrics } from './metrics/metric.js'
import type { Source } from './sources/source.js'

export interface AnalyseOptions<Variant extends string = string, Name extends string = string>
  extends Pick<LiftOptions, 'alpha' | 'look'> {
  /** The variant that the others are compared with; else `control`, else the smallest. */
  readonly control?: Variant
  /** Metrics that must not get worse by more than a margin. */
  readonly guardrails?: readonly (Guardrail & { readonly metric: Name })[]
  /** An attribute of exposures: every comparison is also made for each of its values. */
  readonly segment?: string
}

/** A metric with the variants by name. */
export type MetricAnalysis<Variant extends string = string> = Omit<MetricReport, 'variants' | 'comparisons'> & {
  readonly variants: { readonly [Name in Variant]: VariantReport }
  readonly comparisons: readonly (ComparisonReport & { readonly variant: Variant })[]
}

/** The report of one experiment, the names of its variants and metrics known to the types; and what the source was like. */
export type Analysis<Variant extends string = string, Name extends string = string> = Omit<
  ExperimentReport,
  'control' | 'metrics'
> & {
  readonly control: Variant
  readonly metrics: { readonly [Metric in Name]: MetricAnalysis<Variant> }
  /** What could not be read, what was repeated: worth a look before any number. */
  readonly source: Pick<LiftReport, 'log' | 'rows' | 'mapped'>
}

/** As `defineExperiment` makes it: its variants are in the report even if nobody met them, its weights are what the sample ratio is checked against. */
export type Analysed<V extends Variants> = Pick<Experiment<V>, 'key' | 'variants' | 'weights'>

/**
 * What an experiment was worth. The types know the variants of a defined experiment, and the metrics by the names given
 * here. A source may hold variants that the definition does not name: they are in the report, and fail its sample ratio.
 *
 * @param experiment as it was defined, or its key
 * @param source such as `log('heddle-log')` of `@heddle/analysis/node`, or {@link lines}, {@link blobs}, {@link counts}
 * @throws RangeError that lists the experiments of the source, if it does not have this one, or the variants, if the control
 * is none of them; TypeError if there is no metric; what the source throws
 * @example
 * const { metrics } = await analyse(tabs, { entered: proportion(help) }, log('heddle-log'))
 * console.log(metrics.entered.variants.bestFirst.value, metrics.entered.comparisons[0]?.lift)
 */
export async function analyse<const V extends Variants, const M extends Metrics>(
  experiment: Analysed<V>,
  metrics: M,
  source: Source,
  options?: AnalyseOptions<keyof V & string, keyof M & string>,
): Promise<Analysis<keyof V & string, keyof M & string>>
export async function analyse<const M extends Metrics>(
  experiment: string,
  metrics: M,
  source: Source,
  options?: AnalyseOptions<string, keyof M & string>,
): Promise<Analysis<string, keyof M & string>>
export async function analyse(
  experiment: Analysed<Variants> | string,
  metrics: Metrics,
  source: Source,
  { segment, ...options }: AnalyseOptions = {},
): Promise<Analysis> {
  const key = typeof experiment === 'string' ? experiment : experiment.key
  if (Object.keys(metrics).length === 0) {
    throw new TypeError(
      `Experiment "${key}" has no metric to be compared by; name one, such as { reached: proportion(goal) }.`,
    )
  }
  const measurement = await source.measure(metrics, { experiment: key, ...(segment === undefined ? {} : { segment }) })
  const report = liftReport(
    { ...measurement, experiments: [wanted(key, measurement)] },
    { ...options, ...(typeof experiment === 'string' ? {} : { experiments: fileOf(experiment) }) },
  )
  const [found] = report.experiments
  if (!found) throw new RangeError(`The source measured nothing of experiment "${key}".`)
  const { log, rows, mapped } = report
  return {
    ...found,
    source: { ...(log ? { log } : {}), ...(rows ? { rows } : {}), ...(mapped ? { mapped } : {}) },
  }
}

function wanted(key: string, { experiments, mapped }: Measurement): Measurement['experiments'][number] {
  const found = experiments.find(({ experiment }) => experiment === key)
  if (found) return found
  const names = experiments.map(({ experiment }) => experiment)
  const there = names.length > 0 ? `It has: ${names.join(', ')}.` : 'It has none at all.'
  const hint = names.length === 0 && mapped?.warnings[0] ? ` ${mapped.warnings[0]}` : ''
  throw new RangeError(`The source has no experiment "${key}". ${there}${hint}`)
}

/** The definition as an experiment file would say it. */
function fileOf({ key, variants, weights }: Analysed<Variants>): ExperimentFile {
  return { experiments: [{ key, variants, ...(weights ? { weights } : {}) }], goals: [], metrics: {} }
}
