/**
 * Adds up the clicks of one variant's units.
 */
import { noSums, type Sums } from '../metrics/gathered.js'
import { sortedNames } from '../names.js'
import type { UnitClicks } from './unit-clicks.js'

export interface CellCount {
  readonly item: string
  readonly slot: number
  readonly clicks: number
  /** Units with any. */
  readonly clickers: number
}

export interface Tally {
  readonly add: (unit: readonly UnitClicks[]) => void
  readonly clickers: () => number
  readonly cells: () => readonly CellCount[]
  /** x is a unit's clicks in all slots, y those in this one. */
  readonly slotSums: (slot: number) => Sums
  /** How many units clicked the same items, whatever the slot and however often; in an order that is the same for any log. */
  readonly patterns: () => readonly { readonly items: ReadonlySet<string>; readonly units: number }[]
}

export function createTally(): Tally {
  const cells = new Map<string, CellCount>()
  const bySlot = new Map<number, Sums>()
  const patterns = new Map<string, { readonly items: ReadonlySet<string>; readonly units: number }>()
  let all = noSums

  return {
    add: (unit) => {
      for (const { item, slot, clicks } of unit) {
        const key = `${slot} ${item}`
        const { clicks: before = 0, clickers = 0 } = cells.get(key) ?? {}
        cells.set(key, { item, slot, clicks: before + clicks, clickers: clickers + 1 })
      }
      const x = BigInt(unit.reduce((sum, { clicks }) => sum + clicks, 0))
      all = { ...all, n: all.n + 1, x: all.x + x, xx: all.xx + x * x }
      for (const slot of new Set(unit.map((one) => one.slot))) {
        const y = BigInt(unit.reduce((sum, one) => sum + (one.slot === slot ? one.clicks : 0), 0))
        const sums = bySlot.get(slot) ?? noSums
        bySlot.set(slot, { ...sums, y: sums.y + y, yy: sums.yy + y * y, xy: sums.xy + x * y })
      }
      const items = new Set(unit.map(({ item }) => item).sort())
      const key = JSON.stringify([...items])
      patterns.set(key, { items, units: (patterns.get(key)?.units ?? 0) + 1 })
    },
    clickers: () => all.n,
    cells: () => [...cells.values()],
    slotSums: (slot) => ({ ...(bySlot.get(slot) ?? noSums), n: all.n, x: all.x, xx: all.xx }),
    patterns: () => sortedNames(patterns.keys()).flatMap((key) => patterns.get(key) ?? []),
  }
}
