/**
 * The kinds of metrics, over the goals that a page defines and no others.
 */
import type { Goal } from '@heddle/events'
import { type Between, type BetweenOptions, between } from './between.js'
import { type Funnel, type FunnelOptions, funnel } from './funnel.js'
import { type GoalName, keyOf, type SomeGoal, type WhichOption } from './goal-events.js'
import { checkKnownGoals } from './known-goals.js'
import { type Mean, type MeanOptions, mean } from './mean.js'
import type { Metric } from './metric.js'
import type { MetricOptions } from './options.js'
import { type Proportion, type ProportionOptions, proportion } from './proportion.js'
import { type Quantile, quantile } from './quantile.js'
import { type GoalValues, isQuantity, type Quantity, type VitalQuantity } from './quantity.js'
import { type Ratio, ratio } from './ratio.js'
import { type Retention, type RetentionOptions, retention } from './retention.js'

/** Each kind as it is without, but for the goals that it takes. */
export interface MetricsOf<Key extends string> {
  proportion(goal: GoalName<Key>, options?: ProportionOptions<Key>): Proportion
  mean(goal: GoalName<Key>, take?: 'count' | 'value', options?: MeanOptions<Key>): Mean
  mean(quantity: Quantity<Key>, options?: Omit<MeanOptions<Key>, keyof WhichOption>): Mean
  ratio(
    numerator: GoalName<Key> | Quantity<Key>,
    denominator: GoalName<Key> | Quantity<Key>,
    options?: MetricOptions,
  ): Ratio
  retention(day: number, options?: Omit<RetentionOptions, 'goal'> & { readonly goal?: GoalName<Key> }): Retention
  quantile(quantity: GoalValues<Key> | VitalQuantity, p: number, options?: MetricOptions): Quantile
  funnel(goals: readonly SomeGoal<Key>[], options?: FunnelOptions): Funnel
  between(from: SomeGoal<Key>, to: SomeGoal<Key>, options: BetweenOptions): Between
}

/**
 * The kinds of metrics over these goals: another goal does not compile, and throws.
 *
 * @param goals as the page defines them, or their keys
 * @throws TypeError, as do its functions, that names the goal and those that there are
 * @example
 * const { proportion, ratio } = metricsOf([best, help])
 * const metrics = { entered: proportion(best), rate: ratio('help', exposures()) }
 * proportion('bset') // does not compile
 */
export function metricsOf<const Key extends string>(goals: readonly (Goal<Key> | Key)[]): MetricsOf<Key> {
  const keys = goals.map((goal) => keyOf<string>(goal))
  const known = <Arguments extends readonly unknown[], Made extends Metric>(make: (...given: Arguments) => Made) => {
    return (...given: Arguments): Made => {
      const metric = make(...given)
      checkKnownGoals({ [metric.kind]: metric }, keys, 'metricsOf')
      return metric
    }
  }
  return {
    proportion: known(proportion),
    mean: known((what: GoalName | Quantity, take?: 'count' | 'value' | MeanOptions, options?: MeanOptions) => {
      if (isQuantity(what)) return mean(what, typeof take === 'object' ? take : options)
      return typeof take === 'object' ? mean(what, 'count', take) : mean(what, take, options)
    }),
    ratio: known(ratio),
    retention: known(retention),
    quantile: known(quantile),
    funnel: known(funnel),
    between: known(between),
  }
}
