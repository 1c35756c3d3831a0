/**
 * Which metrics a table of units can feed: those that need one number a unit and no time.
 */
import { type Metric, methodOf } from '../metrics/metric.js'
import { quantitiesOf, type SumNeeds } from '../metrics/needs.js'
import type { Quantity, VitalQuantity } from '../metrics/quantity.js'

/** @throws TypeError that names the metric and says that it needs a log */
export function needsOfTable(name: string, metric: Metric): SumNeeds {
  switch (metric.kind) {
    case 'proportion':
    case 'mean':
    case 'ratio': {
      const { needs } = methodOf(metric)
      if (needs.beforeMs !== undefined) throw needsLog(name, 'looks at what units did before')
      if (needs.cap !== undefined) throw needsLog(name, 'has a cap')
      if (needs.only || needs.population) throw needsLog(name, 'is about some units only')
      if (quantitiesOf(needs).some(isOfSomeEvents)) throw needsLog(name, 'is about one item or slot of a goal')
      return needs
    }
    case 'retention':
    case 'quantile':
    case 'funnel':
    case 'between':
      throw needsLog(name, `is of the kind ${metric.kind}`)
  }
}

const isOfSomeEvents = (quantity: Quantity | VitalQuantity) =>
  quantity.of === 'goal' && (quantity.item !== undefined || quantity.slot !== undefined)

function needsLog(name: string, what: string): TypeError {
  return new TypeError(
    `Metric "${name}" ${what}, which needs a log of events; a table of units feeds proportion, mean and ratio.`,
  )
}
