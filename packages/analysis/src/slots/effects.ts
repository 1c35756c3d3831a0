/**
 * Tells items from slots, where variants have the same items in different slots.
 */
import { type PositionCell, positionEffectsByUnit } from '@heddle/stats'
import type { SlotEffects } from '../slots-report.js'
import type { Tally } from './tally.js'

export interface VariantClicks {
  readonly variant: string
  /** Exposed units, also those without a click. */
  readonly units: number
  readonly tally: Tally
}

/**
 * Every exposed unit has seen each item once, where it stood in its variant, and has clicked it or not. The log knows
 * where an item stood only by clicks on it, so each must have some in each variant, and all of them in one slot.
 *
 * @param items sorted
 * @param slots ascending
 */
export function slotEffects(
  variants: readonly VariantClicks[],
  items: readonly string[],
  slots: readonly number[],
  alpha: number,
): SlotEffects {
  const shown: (readonly PositionCell[])[] = []
  for (const { variant, units, tally } of variants) {
    if (units === 0) continue
    const cells = tally.cells()
    const stood = new Map<string, number>()
    for (const item of items) {
      const [slot, ...others] = cells.filter((cell) => cell.item === item).map((cell) => cell.slot)
      if (slot === undefined) return unknown(`Nobody in "${variant}" clicked "${item}"`)
      if (others.length > 0) return unknown(`"${item}" was clicked in several slots of "${variant}"`)
      stood.set(item, slot)
    }
    const rowsOf = (clicked: ReadonlySet<string>): readonly PositionCell[] =>
      [...stood].map(([item, slot]) => ({ item, slot: `${slot}`, impressions: 1, clicks: clicked.has(item) ? 1 : 0 }))
    // Units that clicked the same share their rows: there are millions of units, and few ways to click.
    const add = (clicked: ReadonlySet<string>, count: number) => {
      const rows = rowsOf(clicked)
      for (let unit = 0; unit < count; unit++) shown.push(rows)
    }
    for (const { items: clicked, units: count } of tally.patterns()) add(clicked, count)
    add(new Set(), units - tally.clickers())
  }
  const [item, slot] = [items[0], slots[0]]
  if (item === undefined || slot === undefined)
    return { status: 'undefined', reason: 'No click names an item and a slot.' }
  const found = positionEffectsByUnit(shown, { alpha, item, slot: `${slot}` })
  if (found.status === 'undefined') return { status: 'undefined', reason: found.reason }
  const missing = { status: 'undefined', reason: 'It has no click.' } as const
  return {
    status: 'ok',
    items: items.map((name) => ({ item: name, ratio: found.items[name] ?? missing })),
    slots: slots.map((number) => ({ slot: number, ratio: found.slots[`${number}`] ?? missing })),
    method: found.method,
    warnings: found.warnings,
  }
}

const unknown = (what: string): SlotEffects => ({
  status: 'undefined',
  reason: `${what}, so the log cannot tell where it stood for units that did not click it.`,
})
