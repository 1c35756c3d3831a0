/**
 * Builds lift reports for the views: only what a test cares about is written down.
 */
import type {
  Checks,
  ComparisonReport,
  DeliveryReport,
  ExperimentReport,
  LiftReport,
  LogReport,
  MetricReport,
  SampleRatioReport,
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
