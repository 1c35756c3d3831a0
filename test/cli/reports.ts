/**
 * Builds lift reports for the views: only what a test cares about is written down.
 */
import type {
  Checks,
  ComparisonReport,
  DeliveryReport,
  ExperimentReport,
  HeterogeneityReport,
  LiftReport,
  LogReport,
  MetricReport,
  SampleRatioReport,
  SegmentReport,
} from '@heddle/analysis'
import type { Interval } from '@heddle/stats'
import { createScreen, type Screen } from '../../packages/cli/src/view/screen.js'

/** Without colours. */
export const screenOf = (width: number): Screen => createScreen(width, false)

export const ok = (estimate: number, low: number, high: number): Interval => ({ status: 'ok', estimate, low, high })

export function comparison(variant: string, parts: Partial<ComparisonReport> = {}): ComparisonReport {
  return {
    variant,
    difference: ok(0.2, 0.157, 0.241),
    lift: ok(0.65, 0.47, 0.85),
    pValue: 3e-19,
    logPValue: Math.log(3e-19),
    adjustedPValue: 3e-19,
    method: 'score',
    warnings: [],
    ...parts,
  }
}

export const sampleRatio = (observed: { readonly [variant: string]: number }, pValue: number): SampleRatioReport => {
  const counts = Object.values(observed)
  const total = counts.reduce((sum, count) => sum + count, 0)
  return {
    status: 'ok',
    observed,
    expected: Object.fromEntries(Object.keys(observed).map((variant) => [variant, total / counts.length])),
    statistic: 1,
    df: counts.length - 1,
    pValue,
  }
}

const twoVariants = { control: 998, bestFirst: 1002 }

/** A proportion with the given comparisons; by default the one of the tab bar. */
export const proportionOf = (...comparisons: readonly ComparisonReport[]): MetricReport => ({
  kind: 'proportion',
  variants: { control: { n: 998, value: 0.3106 }, bestFirst: { n: 1002, value: 0.5108 } },
  comparisons,
})

export function experiment(
  key: string,
  parts: Partial<ExperimentReport> = {},
  checks: Partial<Checks> = {},
): ExperimentReport {
  return {
    experiment: key,
    control: 'control',
    controlChosenBy: 'name',
    checks: { sampleRatio: sampleRatio(twoVariants, 0.93), ...checks },
    metrics: { entered: proportionOf(comparison('bestFirst')) },
    ...parts,
  }
}

export const delivery = (parts: Partial<DeliveryReport> = {}): DeliveryReport => ({
  issued: 5012,
  received: 5012,
  dropped: 0,
  lost: 0,
  missing: 0,
  open: 0,
  repeated: 0,
  variants: {},
  ...parts,
})

export const logOf = (parts: Partial<LogReport> = {}): LogReport => ({
  lines: 5012,
  events: 5012,
  repeated: 0,
  conflicts: 0,
  unknownTypes: {},
  broken: { count: 0, first: [] },
  delivery: delivery(),
  goals: ['best', 'help'],
  unfedMetrics: [],
  ...parts,
})

/** The summary is not read by the views, except for alpha. */
export function reportOf(experiments: readonly ExperimentReport[], parts: Partial<LiftReport> = {}): LiftReport {
  return {
    version: 1,
    summary: {
      experiments: experiments.length,
      comparisons: 0,
      sampleRatioFailures: { '0.01': 0, '0.001': 0 },
      significant: { up: 0, down: 0 },
      alpha: 0.05,
    },
    experiments,
    ...parts,
  }
}

/** Its lift is three times its difference, its shrunken difference half of it. */
export const segmentOf = (segment: string, estimate: number): SegmentReport => ({
  segment,
  variants: { control: { n: 500, value: 0.3 }, bestFirst: { n: 501, value: 0.3 + estimate } },
  difference: ok(estimate, estimate - 0.1, estimate + 0.1),
  lift: ok(estimate * 3, estimate * 3 - 0.3, estimate * 3 + 0.3),
  shrunken: ok(estimate / 2, estimate / 2 - 0.05, estimate / 2 + 0.05),
  pValue: 0.02,
  logPValue: Math.log(0.02),
  adjustedPValue: 0.04,
  warnings: [],
})

/** That the segments differ. */
export const heterogeneity: HeterogeneityReport = {
  status: 'ok',
  q: 7.1,
  df: 1,
  pValue: 0.008,
  logPValue: Math.log(0.008),
  iSquare: 0.8,
  tauSquare: 0.01,
  pooled: ok(0.1, 0, 0.2),
  method: "Cochran's Q",
}
