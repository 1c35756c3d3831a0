/**
 * How often a plan would decide what, if the truth were this: by simulating the experiment again and again.
 */
import type { LiftOptions, Metrics } from '@heddle/analysis'
import type { Terminal } from '../terminal.js'
import { simulatedLines, type Truth } from './visitors.js'

/** A decision, and in how many of the experiments it was made. */
export interface DecisionCount {
  readonly decision: string
  readonly experiments: number
}

/**
 * @param repetitions how many experiments; each has visitors of its own
 * @returns the most frequent first
 */
export async function decideOften(
  truth: Truth,
  repetitions: number,
  { metrics, ...options }: LiftOptions & { readonly metrics?: Metrics },
  progress: Terminal['progress'],
): Promise<readonly DecisionCount[]> {
  const { createLogTable, keptFor, liftReport, measure } = await import('@heddle/analysis')
  const counts = new Map<string, number>()
  try {
    for (let repetition = 0; repetition < repetitions; repetition++) {
      progress?.show(`simulating experiment ${repetition + 1} of ${repetitions}`)
      const table = createLogTable(keptFor(metrics ?? {}))
      let line = 0
      for (const event of simulatedLines({ ...truth, seed: truth.seed + repetition })) {
        table.add(JSON.stringify(event), 'simulated', ++line)
      }
      const { experiments } = liftReport(measure(table, metrics ? { metrics } : {}), options)
      const decision = experiments[0]?.decision
      const name =
        decision?.status === 'ok'
          ? `${decision.verdict}${decision.variant === undefined ? '' : ` ${decision.variant}`}`
          : `none: ${decision?.reason ?? 'nobody came.'}`
      counts.set(name, (counts.get(name) ?? 0) + 1)
    }
  } finally {
    progress?.clear()
  }
  return [...counts]
    .map(([decision, experiments]) => ({ decision, experiments }))
    .sort((a, b) => b.experiments - a.experiments)
}
