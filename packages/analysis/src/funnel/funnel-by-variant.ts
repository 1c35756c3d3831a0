/**
 * How far the units of one experiment come along a row of goals, where they leave, and how long each step takes them.
 */
import type { FunnelReport, FunnelStepReport, FunnelVariant, StepTime } from '../funnel-report.js'
import { liftReport } from '../lift/report.js'
import type { ExperimentReport, StepReport } from '../lift-report.js'
import type { MeasuredMetric } from '../measurement.js'
import { between } from '../metrics/between.js'
import { funnel } from '../metrics/funnel.js'
import { timesIn } from '../metrics/gathered.js'
import type { Metrics } from '../metrics/metric.js'
import { durationOf } from '../metrics/options.js'
import { onlyExperiment } from '../only-experiment.js'
import { checkGoals } from '../scan/known-names.js'
import type { LogTable } from '../scan/log-table.js'
import { measure } from '../scan/measure.js'

export interface FunnelReportOptions {
  /** Two or more, in their order. */
  readonly goals: readonly string[]
  /** How long after the first step the last one may come: ms, or a text such as '1 d'; else any time. */
  readonly within?: number | string
  /** Whether another step in between ends it; default false. */
  readonly strict?: boolean
  /** May be left out where the log has only one. */
  readonly experiment?: string
  /** The variant that the others are compared with; else `control`, else the smallest. */
  readonly control?: string
  /** Accepted chance of a false alarm; default 0.05. */
  readonly alpha?: number
}

/**
 * The steps are those of the metric {@link funnel}; the times are of those who went on, so a step that many leave may look
 * quick.
 *
 * @throws RangeError if the log does not hold a goal or the experiment (it names those that there are), has several
 * experiments and none is named, or there is no such control; TypeError if there are fewer than two goals
 * @example funnelByVariant(table, { goals: ['page', 'phone', 'done'], within: '1 d' })
 */
export function funnelByVariant(table: LogTable, options: FunnelReportOptions): FunnelReport {
  const { goals, within, strict = false, control, alpha = 0.05 } = options
  const path = funnel(goals, { strict, ...(within === undefined ? {} : { within }) })
  checkGoals(table, goals)
  const experiment = onlyExperiment(table, options.experiment)
  const limitMs = within === undefined ? Infinity : durationOf('"within"', within)
  const measurement = measure(table, { metrics: { funnel: path, ...timesBetween(goals) } })
  const measured = measurement.experiments.filter((one) => one.experiment === experiment)
  const { experiments } = liftReport(
    { experiments: measured.map(withoutTimes) },
    { alpha, ...(control === undefined ? {} : { control }) },
  )
  const [report] = experiments
  if (!report) throw new RangeError(`The log has no experiment "${experiment}".`)
  const steps = report.metrics.funnel?.steps ?? []
  return {
    version: 1,
    ...{ experiment, control: report.control, controlChosenBy: report.controlChosenBy },
    goals,
    ...(within === undefined ? {} : { withinMs: limitMs }),
    ...{ strict, alpha, checks: report.checks },
    variants: variantsOf(report, steps, measured[0]?.metrics ?? [], limitMs),
    comparisons: steps.flatMap(({ goal, comparisons, fromPrevious }) =>
      comparisons.flatMap((fromStart, index) => {
        const previous = fromPrevious[index]
        return previous ? [{ goal, fromStart, fromPrevious: previous }] : []
      }),
    ),
  }
}

const timeOf = (step: number) => `to step ${step}`

/** The horizon is not used: only what was gathered is. */
function timesBetween(goals: readonly string[]): Metrics {
  const pairs = goals.slice(1).map((goal, index) => [goals[index] ?? goal, goal] as const)
  return Object.fromEntries(
    pairs.map(([from, to], index) => [timeOf(index + 1), between(from, to, { horizon: '1 d' })]),
  )
}

const withoutTimes = <Experiment extends { readonly metrics: readonly MeasuredMetric[] }>(experiment: Experiment) => ({
  ...experiment,
  metrics: experiment.metrics.filter(({ name }) => name === 'funnel'),
})

function variantsOf(
  { control, metrics, checks }: ExperimentReport,
  steps: readonly StepReport[],
  measured: readonly MeasuredMetric[],
  limitMs: number,
): readonly FunnelVariant[] {
  const names = Object.keys(metrics.funnel?.variants ?? checks.sampleRatio.observed)
  const inOrder = [control, ...names.filter((name) => name !== control)]
  return inOrder.map((variant) => {
    const units = metrics.funnel?.variants[variant]?.n ?? 0
    return {
      variant,
      units,
      steps: steps.map(({ goal, variants }, index): FunnelStepReport => {
        const reached = variants[variant]?.n ?? 0
        const before = index === 0 ? units : (steps[index - 1]?.variants[variant]?.n ?? 0)
        return {
          ...{ goal, units: reached, share: units > 0 ? reached / units : null },
          ...{ fromPrevious: before > 0 ? reached / before : null, lost: before - reached },
          ...(index === 0 ? {} : { took: timeIn(measured, index, variant, limitMs) }),
        }
      }),
    }
  })
}

function timeIn(measured: readonly MeasuredMetric[], step: number, variant: string, limitMs: number): StepTime {
  const gathered = measured.find(({ name }) => name === timeOf(step))?.sums.get(variant)
  const times = gathered ? timesIn(gathered).times.filter(({ ms, happened }) => happened && ms < limitMs) : []
  const units = times.reduce((sum, time) => sum + time.units, 0)
  return { units, median: quantileIn(times, units, 0.5), upperQuartile: quantileIn(times, units, 0.75) }
}

/** The smallest time, in seconds, that this share of units did not exceed. */
function quantileIn(
  times: readonly { readonly ms: number; readonly units: number }[],
  units: number,
  p: number,
): number | null {
  let sum = 0
  for (const { ms, units: same } of times) {
    sum += same
    if (sum >= p * units) return ms / 1000
  }
  return null
}
