/** Compares two variants step by step along a funnel, and says at which step they part. */

import type { CompareOptions } from './answer.js'
import { checkCount } from './check.js'
import { compareAdjusted, type FamilyComparison } from './proportions/adjusted-proportions.js'
import type { Count } from './proportions/score.js'

export interface FunnelOptions extends CompareOptions {
  /** A name a step, the start first; default their numbers from '0' on. */
  readonly names?: readonly string[]
}

export interface FunnelStep {
  readonly name: string
  /** Units that reached the step. */
  readonly reached: { readonly control: number; readonly treatment: number }
  /** Of the units at the start, the share that reached the step. */
  readonly fromStart: FamilyComparison
  /**
   * Of the units that reached the step before, the share that reached this one. After the first step the variant itself
   * has chosen these units: read it as where units are lost, not as what the step is worth.
   */
  readonly fromPrevious: FamilyComparison
}

export interface Funnel {
  /** All steps but the start. */
  readonly steps: readonly FunnelStep[]
  /** Name of the step at which the treatment falls furthest behind control; absent if it does so at none. */
  readonly mostLost?: string
  /** Name of the step at which the treatment gets furthest ahead of control; absent if it does so at none. */
  readonly mostGained?: string
}

/**
 * Conversion to each step, from the start and from the step before, as comparisons of proportions.
 *
 * The ratios treatment ÷ control from step to step multiply to the ratio at the end, so the step with the smallest one
 * is where most is lost. Whether that is more than chance, its adjusted p-value says.
 *
 * @param control units by the furthest step that they reached, the start first; each unit counts once
 * @param treatment the same
 * @throws RangeError if there are fewer than two steps, the variants differ in steps, or a count is not a whole number
 * @example compareFunnel([500, 300, 200], [480, 250, 270], { names: ['page', 'phone', 'done'] }).mostGained // 'done'
 */
export function compareFunnel(
  control: readonly number[],
  treatment: readonly number[],
  { names = control.map((_, step) => `${step}`), ...options }: FunnelOptions = {},
): Funnel {
  if (control.length < 2 || treatment.length !== control.length || names.length !== control.length) {
    const got = [control, treatment, names].map(({ length }) => length).join(', ')
    throw new RangeError(`control, treatment and names must have the same steps, two or more; got ${got}.`)
  }
  const before = reachedBy('control', control)
  const after = reachedBy('treatment', treatment)
  const shareOf = (reached: readonly number[], step: number, base: number): Count => ({
    n: reached[base] ?? 0,
    successes: reached[step] ?? 0,
  })
  const compareTo = (baseOf: (step: number) => number) => {
    const pairs = names.map(
      (_, step) => [shareOf(before, step, baseOf(step)), shareOf(after, step, baseOf(step))] as const,
    )
    return compareAdjusted(pairs.slice(1), options)
  }
  const starts = compareTo(() => 0)
  const previous = compareTo((step) => step - 1)

  const steps = names.flatMap((name, step): FunnelStep[] => {
    const fromStart = starts[step - 1]
    const fromPrevious = previous[step - 1]
    const reached = { control: before[step] ?? 0, treatment: after[step] ?? 0 }
    return fromStart && fromPrevious ? [{ name, reached, fromStart, fromPrevious }] : []
  })
  return { steps, ...turns(names, before, after) }
}

/** Units at each step: those that got no further, and those that did. */
function reachedBy(variant: string, furthest: readonly number[]): number[] {
  for (const count of furthest) checkCount(`A count of ${variant}`, count)
  return furthest.map((_, step) => furthest.slice(step).reduce((sum, count) => sum + count, 0))
}

function turns(
  names: readonly string[],
  before: readonly number[],
  after: readonly number[],
): Pick<Funnel, 'mostLost' | 'mostGained'> {
  let least = 1
  let most = 1
  let mostLost: string | undefined
  let mostGained: string | undefined
  for (const [step, name] of names.entries()) {
    const rateOf = (reached: readonly number[]) => (reached[step] ?? 0) / (reached[step - 1] ?? 0)
    const ratio = rateOf(after) / rateOf(before) // NaN where it says nothing, which is neither less nor more.
    if (step > 0 && ratio < least) {
      least = ratio
      mostLost = name
    }
    if (step > 0 && ratio > most) {
      most = ratio
      mostGained = name
    }
  }
  return { ...(mostLost !== undefined && { mostLost }), ...(mostGained !== undefined && { mostGained }) }
}
