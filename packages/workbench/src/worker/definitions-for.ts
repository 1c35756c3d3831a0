/** What an experiment file says, for what is shown. */
import type { Definitions, Metrics } from '@heddle/analysis'
import type { ExperimentFile } from '@heddle/events'

/**
 * The definitions for certain metrics: a plan that is decided by none of them has nothing to say, and leaves its experiment
 * as if it had none.
 */
export function definitionsFor({ file }: Definitions, wanted: Metrics): ExperimentFile {
  return {
    ...file,
    experiments: file.experiments.map(({ plan, ...experiment }) =>
      isDecidedBy(plan, wanted) ? { ...experiment, plan } : experiment,
    ),
  }
}

const isDecidedBy = (plan: unknown, wanted: Metrics): boolean =>
  typeof plan === 'object' &&
  plan !== null &&
  'primary' in plan &&
  typeof plan.primary === 'string' &&
  Object.hasOwn(wanted, plan.primary)
