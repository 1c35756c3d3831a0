/**
 * What many experiments say together: counts, quantiles and the extremes, with those whose sample ratio fails kept apart.
 * Pure numbers; the views write them down.
 */
import type { ComparisonReport, ExperimentReport, LiftReport, MetricReport, SampleRatioReport } from '../lift-report.js'
import { sampleRatioLevels } from './levels.js'

export interface Survey {
  readonly experiments: number
  readonly variants: number
  readonly comparisons: number
  readonly sampleRatio: {
    /** Experiments in which the check could be made. */
    readonly checked: number
    /** Of those, how many have a p-value below 0.01, and below 0.001. */
    readonly doubtful: number
    readonly broken: number
  }
  readonly metrics: readonly MetricSurvey[]
  /** Comparisons with the strongest evidence, among experiments whose sample ratio holds. */
  readonly strongest: readonly Finding[]
  /** Experiments whose sample ratio fails, the worst first. */
  readonly worst: readonly ExperimentReport[]
}

export interface MetricSurvey {
  readonly metric: string
  readonly kind: MetricReport['kind']
  readonly holds: Group
  readonly fails: Group
  readonly all: Group
}

/** Some experiments, and the comparisons of one metric in them. */
export interface Group {
  readonly experiments: number
  readonly comparisons: number
  readonly up: Significant
  readonly down: Significant
  /** Comparisons without a p-value. */
  readonly undefined: number
  /** Lifts that could be estimated, smallest first. */
  readonly lifts: readonly number[]
}

export interface Significant {
  readonly comparisons: number
  /** In how many experiments they lie. */
  readonly experiments: number
}

export interface Finding {
  readonly experiment: ExperimentReport
  readonly metric: string
  readonly report: MetricReport
  readonly comparison: ComparisonReport
}

/** @param listed how many of the strongest and of the worst are kept */
export function surveyOf({ experiments, summary }: LiftReport, listed: number): Survey {
  const failing = new Set(experiments.filter(fails))
  const findings = experiments.flatMap(findingsOf)
  const names = [...new Set(experiments.flatMap(({ metrics }) => Object.keys(metrics)))]
  return {
    experiments: experiments.length,
    variants: experiments.reduce((sum, { checks }) => sum + Object.keys(checks.sampleRatio.observed).length, 0),
    comparisons: findings.length,
    sampleRatio: {
      checked: experiments.filter(({ checks }) => checks.sampleRatio.status === 'ok').length,
      doubtful: failing.size,
      broken: experiments.filter((experiment) => sampleRatioP(experiment) < sampleRatioLevels.broken).length,
    },
    metrics: names.map((metric) => {
      const all = findings.filter((finding) => finding.metric === metric)
      const holding = all.filter(({ experiment }) => !failing.has(experiment))
      const failed = all.filter(({ experiment }) => failing.has(experiment))
      return {
        metric,
        kind: all[0]?.report.kind ?? 'mean',
        holds: groupOf(holding, summary.alpha),
        fails: groupOf(failed, summary.alpha),
        all: groupOf(all, summary.alpha),
      }
    }),
    strongest: findings
      .filter(({ experiment, comparison }) => !failing.has(experiment) && comparison.pValue !== null)
      .sort(byEvidence)
      .slice(0, listed),
    worst: [...failing].sort(bySampleRatio).slice(0, listed),
  }
}

/** 1 where the check could not be made: nothing speaks against the experiment. */
function sampleRatioP({ checks: { sampleRatio } }: ExperimentReport): number {
  return sampleRatio.status === 'ok' ? sampleRatio.pValue : 1
}

const fails = (experiment: ExperimentReport) => sampleRatioP(experiment) < sampleRatioLevels.doubtful

const findingsOf = (experiment: ExperimentReport): Finding[] =>
  Object.entries(experiment.metrics).flatMap(([metric, report]) =>
    report.comparisons.map((comparison) => ({ experiment, metric, report, comparison })),
  )

function groupOf(findings: readonly Finding[], alpha: number): Group {
  const significant = findings.filter(({ comparison }) => (comparison.adjustedPValue ?? 1) <= alpha)
  return {
    experiments: experimentsOf(findings),
    comparisons: findings.length,
    up: countOf(significant.filter(({ comparison }) => directionOf(comparison) > 0)),
    down: countOf(significant.filter(({ comparison }) => directionOf(comparison) < 0)),
    undefined: findings.filter(({ comparison }) => comparison.pValue === null).length,
    lifts: findings.flatMap(({ comparison }) => liftOf(comparison) ?? []).sort((one, other) => one - other),
  }
}

const experimentsOf = (findings: readonly Finding[]) => new Set(findings.map(({ experiment }) => experiment)).size

const countOf = (findings: readonly Finding[]): Significant => ({
  comparisons: findings.length,
  experiments: experimentsOf(findings),
})

function liftOf({ lift }: ComparisonReport): number | undefined {
  const estimate = lift.status === 'undefined' ? undefined : lift.estimate
  return estimate !== undefined && Number.isFinite(estimate) ? estimate : undefined
}

/** The sign of the effect; the difference decides where there is no lift, as with a control of zero. */
function directionOf(comparison: ComparisonReport): number {
  const { difference } = comparison
  const estimate = difference.status === 'undefined' ? undefined : difference.estimate
  return Math.sign(liftOf(comparison) ?? estimate ?? 0)
}

function byEvidence(one: Finding, other: Finding): number {
  return evidence(one.comparison) - evidence(other.comparison)
}

/** The logarithm still tells p-values apart that are both 0 as numbers. */
const evidence = ({ logPValue, pValue }: ComparisonReport) => logPValue ?? Math.log(pValue ?? 1)

/** p-values that are both 0 are told apart by the statistic. */
function bySampleRatio(one: ExperimentReport, other: ExperimentReport): number {
  const statistic = ({ checks: { sampleRatio } }: ExperimentReport) =>
    sampleRatio.status === 'ok' ? sampleRatio.statistic : 0
  return sampleRatioP(one) - sampleRatioP(other) || statistic(other) - statistic(one)
}

/**
 * The value below which a share of the sorted values lies, interpolated between its neighbours (type 7 of Hyndman and Fan).
 *
 * @returns undefined where there are no values
 */
export function quantileOf(sorted: readonly number[], share: number): number | undefined {
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)]
  const above = sorted[Math.ceil(place)]
  if (below === undefined || above === undefined) return undefined
  return below + (above - below) * (place - Math.floor(place))
}

/** Bad where more fail than three standard deviations above what chance gives, at either level. */
export function surveyVerdict({ checked, doubtful, broken }: Survey['sampleRatio']): 'good' | 'doubtful' | 'bad' {
  const tooMany = (failed: number, level: number) =>
    failed > checked * level + 3 * Math.sqrt(checked * level * (1 - level))
  if (tooMany(doubtful, sampleRatioLevels.doubtful) || tooMany(broken, sampleRatioLevels.broken)) return 'bad'
  return doubtful > 0 ? 'doubtful' : 'good'
}

/** The variant that adds most to the statistic. */
export function furthestOff({
  observed,
  expected,
}: Extract<SampleRatioReport, { status: 'ok' }>):
  | { readonly variant: string; readonly observed: number; readonly expected: number }
  | undefined {
  return Object.entries(observed)
    .map(([variant, units]) => ({ variant, observed: units, expected: expected[variant] ?? 0 }))
    .sort((one, other) => distance(other) - distance(one))[0]
}

const distance = ({ observed, expected }: { readonly observed: number; readonly expected: number }) =>
  (observed - expected) ** 2 / expected
