/**
 * Counts that somebody has already: units and how many of them reached each goal.
 */
import type { MeasuredMetric } from '../measurement.js'
import { noSums, type Sums } from '../metrics/gathered.js'
import type { Metric } from '../metrics/metric.js'
import { sortedNames } from '../names.js'
import type { Source } from './source.js'

/** Of one variant: `units`, and by goal those that reached it. */
export interface VariantCounts {
  readonly units: number
  readonly [goal: string]: number
}

/**
 * What a dashboard shows: units, and how many of them reached each goal, by variant. It feeds proportions only, for
 * whichever experiment is asked for; their windows are whatever the counts were taken in.
 *
 * @throws RangeError that names the variant and the count that is no whole number from 0, or larger than its units
 * @example await analyse('tabs', { entered: proportion('best') }, counts({ control: { units: 998, best: 309 }, up: { units: 1002, best: 511 } }))
 */
export function counts(variants: { readonly [variant: string]: VariantCounts }): Source {
  const names = sortedNames(Object.keys(variants))
  const entries = names.map((variant) => [variant, variants[variant] ?? { units: 0 }] as const)
  for (const [variant, own] of entries) check(variant, own)
  return {
    measure: async (metrics, { segment, experiment = 'experiment' } = {}) => {
      if (segment !== undefined) throw new TypeError(`Counts cannot be split by "${segment}": they hold no attributes.`)
      const measured = Object.entries(metrics).map(([name, metric]): MeasuredMetric => {
        const goal = goalOf(name, metric)
        return {
          name,
          metric,
          sums: new Map(entries.map(([variant, own]) => [variant, sumsOf(name, goal, variant, own)])),
        }
      })
      const observed = new Map(entries.map(([variant, { units }]) => [variant, units]))
      return { experiments: [{ experiment, observed, metrics: measured }] }
    },
  }
}

function check(variant: string, own: VariantCounts): void {
  for (const [goal, count] of Object.entries(own)) {
    if (!(Number.isSafeInteger(count) && count >= 0)) {
      throw new RangeError(`Variant "${variant}": "${goal}" is a whole number from 0, got ${count}.`)
    }
    if (count > own.units) {
      throw new RangeError(`Variant "${variant}": ${count} units reached "${goal}", and there are only ${own.units}.`)
    }
  }
}

function goalOf(name: string, metric: Metric): string {
  if (metric.kind === 'proportion') return metric.quantity.goal
  throw new TypeError(`Metric "${name}" is of the kind ${metric.kind}; counts feed proportions only.`)
}

function sumsOf(metric: string, goal: string, variant: string, own: VariantCounts): Sums {
  const count = Object.hasOwn(own, goal) ? own[goal] : undefined
  if (count !== undefined) return { ...noSums, n: own.units, x: BigInt(count) }
  const known = Object.keys(own).filter((name) => name !== 'units')
  throw new RangeError(
    `Metric "${metric}": variant "${variant}" has no count of "${goal}". It has: ${known.join(', ') || 'none'}.`,
  )
}
