/**
 * Refuses metrics over goals that nobody defined.
 */
import { type Metrics, methodOf } from './metric.js'
import { quantitiesOf } from './needs.js'

/**
 * @param goals those that there are
 * @param where they are listed, for the message
 * @throws TypeError that names the metric, the goal, and those that there are
 */
export function checkKnownGoals(metrics: Metrics, goals: readonly string[], where: string): void {
  for (const [name, metric] of Object.entries(metrics)) {
    const wanted = quantitiesOf(methodOf(metric).needs).flatMap((quantity) =>
      quantity.of === 'goal' ? [quantity.goal] : [],
    )
    const missing = wanted.find((goal) => !goals.includes(goal))
    if (missing === undefined) continue
    throw new TypeError(
      `Metric "${name}" is over the goal "${missing}", which is not among the goals of ${where}: ${goals.join(', ')}.`,
    )
  }
}
