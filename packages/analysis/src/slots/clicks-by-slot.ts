/**
 * What was clicked where: per variant, item and slot; and how much of it is the item, how much the slot. In a list that is
 * reordered, "more clicks" may say no more than that an item stood first.
 */
import { type PairMoments, shareOfTotal } from '@heddle/stats'
import { chooseControl } from '../lift/control.js'
import { noSums } from '../metrics/gathered.js'
import { compareTexts, sortedNames } from '../names.js'
import { concernedUnits } from '../scan/concerned.js'
import { checkExperiment, checkGoals, checkItems } from '../scan/known-names.js'
import type { LogTable } from '../scan/log-table.js'
import { unitsOf } from '../scan/units.js'
import { countByVariant } from '../scan/watched.js'
import { momentsOfShare } from '../share/share-moments.js'
import type { SlotCell, SlotsReport, SlotsVariant } from '../slots-report.js'
import { slotEffects, type VariantClicks } from './effects.js'
import { type CellCount, createTally } from './tally.js'
import { eachUnitClicks } from './unit-clicks.js'

export interface SlotsOptions {
  readonly experiment: string
  /** Only clicks on these goals; else on every goal. */
  readonly goals?: readonly string[]
  /** Only these items, where clicks of other lists name items too; else all. */
  readonly items?: readonly string[]
  /** The variant that comes first; else `control`, else the smallest. */
  readonly control?: string
  /** Only units with the change on a page that exposed them; the table must be read with `{ applied: true }`. */
  readonly population?: 'exposed' | 'applied'
  /** Intervals cover 1 − alpha; default 0.05. */
  readonly alpha?: number
}

/**
 * A click is any `click` or `goal` event that names an item and a slot, from the unit's first exposure on.
 *
 * @throws RangeError if the log does not hold the experiment or a goal or an item (it names those that there are), or the
 * experiment has no such control
 * @example clicksBySlot(table, { experiment: 'home-tabs' }).effects
 */
export function clicksBySlot(table: LogTable, options: SlotsOptions): SlotsReport {
  const { experiment, goals, items: wanted, population, alpha = 0.05 } = options
  checkExperiment(table, experiment)
  checkGoals(table, goals ?? [])
  checkItems(table, wanted ?? [])
  const names = sortedNames(table.met.get(experiment)?.keys() ?? [])
  const chosen = chooseControl(experiment, names, options.control)
  const units = unitsOf(table.events.exposed(experiment), table.streams, table.events.ids.size)
  const filter = population === 'applied' ? ({ population } as const) : {}
  const isCounted = concernedUnits(units, filter, experiment, table)
  const counts = countByVariant(units, isCounted)
  const tallies = new Map<number, VariantClicks>()
  const variants = [chosen.control, ...names.filter((name) => name !== chosen.control)].map(
    (variant): VariantClicks => {
      const number = table.events.variants.find(variant) ?? -1
      const one = { variant, units: counts.get(number) ?? 0, tally: createTally() }
      tallies.set(number, one)
      return one
    },
  )
  const which = { ...(goals ? { goals } : {}), ...(wanted ? { items: wanted } : {}) }
  eachUnitClicks(table, which, units, isCounted, (place, clicks) => {
    tallies.get(units.variant[place] ?? -1)?.tally.add(clicks)
  })
  const cells = variants.flatMap(({ tally }) => tally.cells())
  const items = sortedNames(new Set(cells.map(({ item }) => item)))
  const slots = [...new Set(cells.map(({ slot }) => slot))].sort((a, b) => a - b)
  return {
    version: 1,
    experiment: { experiment, ...chosen },
    ...(goals ? { goals } : {}),
    ...filter,
    ...{ alpha, items, slots },
    variants: variants.map((one) => variantOf(one, slots, alpha)),
    effects: slotEffects(variants, items, slots, alpha),
    method: shareOfTotal(momentsOfShare(noSums), { alpha }).method,
  }
}

function variantOf({ variant, units, tally }: VariantClicks, slots: readonly number[], alpha: number): SlotsVariant {
  const cells = [...tally.cells()].sort((a, b) => compareTexts(a.item, b.item) || a.slot - b.slot)
  return {
    variant,
    units,
    clickers: tally.clickers(),
    clicks: cells.reduce((sum, { clicks }) => sum + clicks, 0),
    cells: cells.map(
      (cell): SlotCell => ({
        ...cell,
        perUnit: cell.clicks / units,
        clicked: shareOfTotal(momentsOfUnits(units, cell), { alpha }).share,
      }),
    ),
    slots: slots.map((slot) => {
      const sums = tally.slotSums(slot)
      return { slot, clicks: Number(sums.y), share: shareOfTotal(momentsOfShare(sums), { alpha }).share }
    }),
  }
}

/** x is 1 for every unit, y for those that clicked. */
function momentsOfUnits(units: number, { clickers }: CellCount): PairMoments {
  const [x, y] = [BigInt(units), BigInt(clickers)]
  return momentsOfShare({ n: units, x, y, xx: x, yy: y, xy: y })
}
