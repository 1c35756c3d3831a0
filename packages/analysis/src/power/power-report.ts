/**
 * Plans an experiment: from the spread of its metrics to the units it takes, the days it runs and what it can find.
 */
import {
  alwaysValidDesign,
  type Design,
  daysToRun,
  fixedDesign,
  groupSequentialDesign,
  type LookRule,
  type Plan,
  powerOf,
  sampleSize,
  smallestLift,
} from '@heddle/stats'
import type { MetricPower, PowerAnswer, PowerReport, SmallestLift, Spread } from '../power-report.js'

/** A metric to plan with. */
export interface PlannedMetric extends Pick<MetricPower, 'metric' | 'pilotUnits' | 'margin' | 'spread'> {
  /** Default `up`. */
  readonly direction?: MetricPower['direction']
}

export interface PowerOptions {
  readonly metrics: readonly PlannedMetric[]
  /** Relative lifts, 0.05 is +5 %; default 1, 2, 5, 10 and 20 % in the good direction, and 0 for a metric with a margin. */
  readonly lifts?: readonly number[]
  /** All variants together: what they can find. */
  readonly units?: number
  /** With the control; default 2. */
  readonly variants?: number
  /** Default 0.05. */
  readonly alpha?: number
  /** Default 0.8. */
  readonly power?: number
  /** Default `fixed`. */
  readonly look?: LookRule
  /** Of group-sequential looks; default 4. */
  readonly looks?: number
  readonly unitsPerDay?: number
  /** How long the metric's window is; default 0 days. */
  readonly windowDays?: number
}

const usualLifts = [0.01, 0.02, 0.05, 0.1, 0.2]

/**
 * @throws RangeError if alpha, power, a number of units or of variants is out of its range
 * @see sampleSize of `@heddle/stats` for the formulas
 * @example powerReport({ metrics: [{ spread: { status: 'ok', kind: 'rate', baseline: 0.1 } }], lifts: [0.1] })
 */
export function powerReport(options: PowerOptions): PowerReport {
  const { metrics, units, variants = 2, alpha = 0.05, power = 0.8, look = 'fixed', looks = 4, unitsPerDay } = options
  if (!(Number.isSafeInteger(variants) && variants >= 2)) {
    throw new RangeError(`An experiment has two variants or more, the control among them; got ${variants}.`)
  }
  const design = designOf(look, looks)
  return {
    version: 1,
    ...{ alpha, power, variants, look },
    ...(look === 'group-sequential' ? { looks } : {}),
    ...(unitsPerDay === undefined ? {} : { unitsPerDay }),
    ...(units === undefined ? {} : { units }),
    metrics: metrics.map((metric) => metricPower(metric, options, design)),
  }
}

function designOf(look: LookRule, looks: number): Design {
  switch (look) {
    case 'always-valid':
      return alwaysValidDesign
    case 'group-sequential':
      return groupSequentialDesign({ looks })
    case 'fixed':
      return fixedDesign
  }
}

function metricPower(metric: PlannedMetric, options: PowerOptions, design: Design): MetricPower {
  const { spread, margin, direction = 'up' } = metric
  const sign = direction === 'up' ? 1 : -1
  const usual = margin === undefined ? usualLifts.map((lift) => sign * lift) : [0]
  const head = { ...metric, direction }
  if (spread.status === 'undefined') return { ...head, answers: [] }
  const plan = planOf(spread, metric, options, design)
  return {
    ...head,
    answers: (options.lifts ?? usual).map((lift) => answerFor(lift, plan, options)),
    ...(options.units === undefined ? {} : { smallestLift: smallest(plan, options.units, options) }),
  }
}

function planOf(
  { baseline, deviation }: Extract<Spread, { status: 'ok' }>,
  { margin, direction }: PlannedMetric,
  { alpha, variants = 2 }: PowerOptions,
  design: Design,
): Plan {
  return { baseline, deviation, margin, direction, alpha, design, treatments: variants - 1 }
}

function answerFor(lift: number, plan: Plan, options: PowerOptions): PowerAnswer {
  const { variants = 2, power, units, unitsPerDay, windowDays } = options
  return attempt<PowerAnswer>(
    () => {
      const each = sampleSize({ ...plan, lift, ...(power === undefined ? {} : { power }) })
      const days =
        unitsPerDay === undefined
          ? null
          : daysToRun({
              ...{ units: each, unitsPerDay, treatments: variants - 1 },
              ...(windowDays === undefined ? {} : { windowDays }),
            })
      const found = units === undefined ? null : powerOf({ ...plan, lift, units: units / variants })
      return { status: 'ok', lift, unitsPerVariant: each, units: each * variants, days, power: found }
    },
    (reason) => ({ status: 'undefined', lift, reason }),
  )
}

function smallest(plan: Plan, units: number, { variants = 2, power }: PowerOptions): SmallestLift {
  return attempt<SmallestLift>(
    () => {
      const lift = smallestLift({ ...plan, units: units / variants, ...(power === undefined ? {} : { power }) })
      if (lift !== undefined) return { status: 'ok', lift }
      return { status: 'undefined', reason: 'So few units would not even find the largest lift that is possible.' }
    },
    (reason) => ({ status: 'undefined', reason }),
  )
}

/** A number that cannot be is a mistake of one row, not of the report. */
function attempt<Answer>(compute: () => Answer, otherwise: (reason: string) => Answer): Answer {
  try {
    return compute()
  } catch (cause) {
    if (cause instanceof RangeError) return otherwise(cause.message)
    throw cause
  }
}
