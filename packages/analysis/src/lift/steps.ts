/**
 * The steps of a funnel, each with its units and what each variant does to it.
 */
import type { CompareOptions, FunnelStep } from '@heddle/stats'
import type { ComparisonReport, StepReport } from '../lift-report.js'
import type { Gathered } from '../metrics/gathered.js'
import type { StepMethod } from '../metrics/method.js'
import { comparisonReport } from './comparison-report.js'

/** @param variants all of the experiment's, the control among them */
export function stepReports(
  { goals, reached, compare }: StepMethod,
  gatheredOf: (variant: string) => Gathered,
  variants: readonly string[],
  control: string,
  optionsFor: (variant: string) => CompareOptions,
): readonly StepReport[] {
  const compared = variants
    .filter((variant) => variant !== control)
    .map((variant) => ({ variant, ...compare(gatheredOf(control), gatheredOf(variant), optionsFor(variant)) }))
  return goals.map((events, place): StepReport => {
    const values = variants.map((variant) => {
      const gathered = gatheredOf(variant)
      const n = reached(gathered)[place] ?? 0
      return [variant, { n, value: gathered.n === 0 ? null : n / gathered.n }] as const
    })
    const each = (side: 'fromStart' | 'fromPrevious') =>
      compared.flatMap(({ variant, steps }) => reportOf(variant, steps[place]?.[side]))
    return {
      ...events,
      variants: Object.fromEntries(values),
      comparisons: each('fromStart'),
      fromPrevious: each('fromPrevious'),
    }
  })
}

function reportOf(variant: string, comparison: FunnelStep['fromStart'] | undefined): ComparisonReport[] {
  return comparison ? [comparisonReport(variant, comparison, comparison.adjustedPValue)] : []
}
