/**
 * Of all clicks on a set of goals, which share fell on each: per variant, or over the whole log. A page with two ways to one
 * thing asks which of them people take.
 */
import { type Comparison, compareRatios, holm, shareOfTotal } from '@heddle/stats'
import { chooseControl } from '../lift/control.js'
import { noSums, type Sums } from '../metrics/gathered.js'
import type { SumNeeds } from '../metrics/needs.js'
import { countOf } from '../metrics/quantity.js'
import { sortedNames } from '../names.js'
import { checkExperiment, checkGoals } from '../scan/known-names.js'
import type { LogTable } from '../scan/log-table.js'
import { sumsOf } from '../scan/sums.js'
import { totalsOf } from '../scan/totals.js'
import { type Units, unitsOf } from '../scan/units.js'
import { countByVariant } from '../scan/watched.js'
import type { GoalShare, ShareComparison, ShareGroup, ShareReport } from '../share-report.js'
import { momentsOfShare } from './share-moments.js'
import { visitorClicks } from './visitor-clicks.js'

export interface ShareOptions {
  /** At least two; a click is any `click` or `goal` event with the key. */
  readonly goals: readonly string[]
  /** Tells its variants apart, and counts a unit's clicks from its first exposure on; else visitors, over the whole log. */
  readonly experiment?: string
  /** The variant that the others are compared with; else `control`, else the smallest. */
  readonly control?: string
  /** Accepted chance of a false alarm; default 0.05. */
  readonly alpha?: number
}

/**
 * The interval of a share is clustered by unit: Σ clicks on the goal ÷ Σ clicks on all of them, over units. So a visitor who
 * clicks a hundred times is one visitor.
 *
 * @throws RangeError if there are fewer than two different goals, the log does not hold a goal or the experiment (it names
 * those that there are), or the experiment has no such control
 * @example shareOfClicks(table, { goals: ['favourites-bar', 'favourites-menu'] })
 */
export function shareOfClicks(table: LogTable, options: ShareOptions): ShareReport {
  const { experiment, alpha = 0.05 } = options
  const goals = [...new Set(options.goals)]
  if (goals.length < 2) throw new RangeError(`A share is of two goals or more, got ${goals.join(', ') || 'none'}.`)
  checkGoals(table, goals)
  if (experiment === undefined) {
    const { units, totals } = visitorClicks(table.events, goals)
    const [sums] = sumsByGroup(goals, units, totals, [0])
    return reportOf(goals, alpha, [groupOf(goals, sums ?? [], alpha)], [])
  }
  checkExperiment(table, experiment)
  const names = sortedNames(table.met.get(experiment).keys())
  const chosen = chooseControl(experiment, names, options.control)
  const variants = [chosen.control, ...names.filter((name) => name !== chosen.control)]
  const numbers = variants.map((name) => table.events.variants.find(name) ?? -1)
  const units = unitsOf(table.events.exposed(experiment), table.streams, table.events.ids.size)
  const wanted = goals.map((goal) => ({ name: goal, needs: needsOf(goal) }))
  const totals = totalsOf(wanted, experiment, units, table).map(({ x }) => x)
  const sums = sumsByGroup(goals, units, totals, numbers)
  const counts = countByVariant(units, (place) => units.crossed[place] !== 1)
  const groups = variants.map((variant, index) => ({
    variant,
    units: counts.get(numbers[index] ?? -1) ?? 0,
    ...groupOf(goals, sums[index] ?? [], alpha),
  }))
  return {
    ...reportOf(goals, alpha, groups, compare(goals, variants, sums, alpha)),
    experiment: { experiment, ...chosen },
  }
}

/** x is clicks on all goals, y those on one. */
const pairNeeds = (goal: string): SumNeeds => ({
  ...needsOf(goal),
  y: { quantity: countOf(goal), take: 'total', scale: 1 },
  sums: ['x', 'y', 'xx', 'yy', 'xy'],
})

const needsOf = (goal: string): SumNeeds => ({
  gather: 'sums',
  x: { quantity: countOf(goal), take: 'total', scale: 1 },
  sums: ['x'],
})

/** By group, then by goal. Units without a click say nothing about shares and are left out, as those set apart are. */
function sumsByGroup(
  goals: readonly string[],
  units: Units,
  totals: readonly Float64Array[],
  groups: readonly number[],
): Sums[][] {
  const all = new Float64Array(units.size)
  for (const some of totals)
    for (let place = 0; place < all.length; place++) all[place] = (all[place] ?? 0) + (some[place] ?? 0)
  const isClicker = (place: number) => units.crossed[place] !== 1 && all[place] !== 0
  const byGoal = goals.map((goal, index) =>
    sumsOf(
      { name: goal, needs: pairNeeds(goal) },
      { x: all, y: totals[index] ?? new Float64Array() },
      units.variant,
      isClicker,
    ),
  )
  return groups.map((group) => byGoal.map((sums) => sums.get(group) ?? noSums))
}

function groupOf(goals: readonly string[], sums: readonly Sums[], alpha: number): ShareGroup {
  const { n, x } = sums[0] ?? noSums
  return {
    clickers: n,
    clicks: Number(x),
    shares: goals.map((goal, index): GoalShare => {
      const mine = sums[index] ?? noSums
      return { goal, clicks: Number(mine.y), share: shareOfTotal(momentsOfShare(mine), { alpha }).share }
    }),
  }
}

function compare(
  goals: readonly string[],
  [, ...others]: readonly string[],
  [control = [], ...treatments]: readonly (readonly Sums[])[],
  alpha: number,
): ShareComparison[] {
  const pairs = goals.flatMap((goal, at) =>
    others.map((variant, index) => ({
      goal,
      variant,
      comparison: compareRatios(
        momentsOfShare(control[at] ?? noSums),
        momentsOfShare(treatments[index]?.[at] ?? noSums),
        {
          alpha,
        },
      ),
    })),
  )
  const adjusted = adjust(
    pairs.map(({ comparison }) => comparison.pValue),
    goals.length,
  )
  return pairs.map(({ goal, variant, comparison }, index) => ({
    goal,
    variant,
    ...numbersOf(comparison),
    adjustedPValue: adjusted[index] ?? null,
    method: comparison.method,
    warnings: comparison.warnings,
  }))
}

/** Of two goals the second says nothing new: what one wins the other loses, with the same p-value. It is no second test. */
function adjust(pValues: readonly (number | undefined)[], goals: number): (number | undefined)[] {
  if (goals > 2) return holm(pValues)
  const once = holm(pValues.slice(0, pValues.length / 2))
  return [...once, ...once]
}

const numbersOf = ({ difference, lift, pValue, logPValue }: Comparison) => ({
  difference,
  lift,
  pValue: pValue ?? null,
  logPValue: logPValue ?? null,
})

function reportOf(
  goals: readonly string[],
  alpha: number,
  groups: readonly ShareGroup[],
  comparisons: readonly ShareComparison[],
): ShareReport {
  const { method } = shareOfTotal(momentsOfShare(noSums), { alpha })
  return { version: 1, goals, alpha, groups, comparisons, method }
}
