/**
 * What a plan needs to know, from a log that is there already: the spread of each metric in the control, and how many units
 * come in a day.
 */
import { pilot } from '@heddle/stats'
import { chooseControl } from '../lift/control.js'
import { directionOf } from '../metrics/direction.js'
import type { Gathered } from '../metrics/gathered.js'
import type { Method } from '../metrics/method.js'
import { type Metrics, methodOf } from '../metrics/metric.js'
import { dayMs } from '../metrics/options.js'
import { sortedNames } from '../names.js'
import { onlyExperiment } from '../only-experiment.js'
import type { Spread } from '../power-report.js'
import type { LogTable } from '../scan/log-table.js'
import { measure } from '../scan/measure.js'
import { unitsOf } from '../scan/units.js'
import type { PlannedMetric } from './power-report.js'

export interface Pilot {
  readonly experiment: string
  readonly metrics: readonly PlannedMetric[]
  /** Of all variants; absent where the log is shorter than a day. */
  readonly unitsPerDay?: number
}

/**
 * Only units of the control count: they saw what all will see who are not treated.
 *
 * @param metrics else, for each goal of the log, the share of units that reached it
 * @param named the experiment; may be left out where the log has only one
 * @throws RangeError that lists the experiments, if there is no such one, or several and none is named
 */
export function pilotOfLog(table: LogTable, metrics?: Metrics, named?: string): Pilot {
  const experiment = onlyExperiment(table, named)
  const measurement = measure(table, metrics ? { metrics } : {})
  const measured = measurement.experiments.find((one) => one.experiment === experiment)
  const { control } = chooseControl(experiment, sortedNames(measured?.observed.keys() ?? []), undefined)
  const unitsPerDay = unitsPerDayOf(table, experiment)
  return {
    experiment,
    ...(unitsPerDay === undefined ? {} : { unitsPerDay }),
    metrics: (measured?.metrics ?? []).map(({ name, metric, sums }) => {
      const method = methodOf(metric)
      const gathered = sums.get(control) ?? method.none
      return {
        metric: name,
        direction: directionOf(metric),
        pilotUnits: gathered.n,
        spread: spreadOf(method, gathered),
      }
    }),
  }
}

function spreadOf(method: Method, gathered: Gathered): Spread {
  const nobody = { status: 'undefined', reason: 'The pilot has too few units in its control.' } as const
  if (gathered.n < 2) return nobody
  const moments = method.moments?.(gathered)
  if (moments && 'successes' in moments) {
    const { n, successes } = moments
    if (successes > 0 && successes < n) return { status: 'ok', kind: 'rate', baseline: successes / n }
    return {
      status: 'undefined',
      reason: `${successes} of ${n} units in the pilot did it, so their rate is not known.`,
    }
  }
  const estimate = method.estimate?.(gathered)
  if (estimate && estimate.variance > 0) {
    return {
      status: 'ok',
      kind: 'mean',
      baseline: estimate.value,
      deviation: Math.sqrt(estimate.variance * estimate.n),
    }
  }
  if (!moments) return { status: 'undefined', reason: 'No plan can be made with a metric of this kind.' }
  try {
    const { baseline, deviation } = pilot(moments)
    if (baseline !== 0 && deviation > 0) return { status: 'ok', kind: 'mean', baseline, deviation }
    return { status: 'undefined', reason: 'The values in the pilot do not differ, or their mean is zero.' }
  } catch (cause) {
    if (cause instanceof RangeError) return { status: 'undefined', reason: cause.message }
    throw cause
  }
}

/** From the first unit to the last; a shorter log than a day says nothing about one. */
function unitsPerDayOf({ events, streams }: LogTable, experiment: string): number | undefined {
  const { since, size } = unitsOf(events.exposed(experiment), streams, events.ids.size)
  let first = Infinity
  let last = -Infinity
  for (const time of since) {
    first = Math.min(first, time)
    last = Math.max(last, time)
  }
  const days = (last - first) / dayMs
  return days >= 1 ? size / days : undefined
}
