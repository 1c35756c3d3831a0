/**
 * Which variant the others are compared with.
 */
import type { ExperimentReport } from '../lift-report.js'

type Control = Pick<ExperimentReport, 'control' | 'controlChosenBy'>

/**
 * The named one, else the one called `control`, else the smallest.
 *
 * @param variants sorted, the smallest first; at least one
 * @throws RangeError that lists the variants, if the named one is not among them
 */
export function chooseControl(experiment: string, variants: readonly string[], named: string | undefined): Control {
  if (named !== undefined) {
    if (variants.includes(named)) return { control: named, controlChosenBy: 'option' }
    throw new RangeError(
      `Experiment "${experiment}" has no variant "${named}" to be its control. It has: ${variants.join(', ') || 'none'}.`,
    )
  }
  if (variants.includes('control')) return { control: 'control', controlChosenBy: 'name' }
  return { control: variants[0] ?? '', controlChosenBy: 'smallest' }
}
