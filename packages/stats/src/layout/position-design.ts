/** Which parameter of the click model stands for which item and slot, and whether the rows can tell them apart. */
import { checkCount } from '../check.js'
import type { FitCell } from './position-fit.js'

/** How often an item was shown in a slot, and clicked there. */
export interface PositionCell {
  readonly item: string
  readonly slot: string
  readonly impressions: number
  /** At most the impressions: an impression is clicked or not. */
  readonly clicks: number
}

/** The parameters: 0 is the first item in the first slot, then the other items, then the other slots. */
export interface Design {
  readonly items: readonly string[]
  readonly slots: readonly string[]
  /** Parameter of an item's ratio to the first; absent without a click. */
  readonly itemColumns: ReadonlyMap<string, number>
  readonly slotColumns: ReadonlyMap<string, number>
  readonly size: number
  /** One cell for all rows of an item in a slot; items and slots without a click are left out. */
  readonly cells: readonly FitCell[]
}

/** The design of the rows, or why they allow none. */
export function designOf(rows: readonly PositionCell[], item?: string, slot?: string): Design | string {
  const shown = rows.filter((row) => checked(row).impressions > 0)
  const items = namesOf(rows, 'item', item)
  const slots = namesOf(rows, 'slot', slot)
  if (items.length < 2 && slots.length < 2)
    return 'There is one item in one slot at most, so there is nothing to compare.'
  const clicked = shown.filter((row) => row.clicks > 0)
  const withClicks = (field: 'item' | 'slot', names: readonly string[]) => {
    const found = new Set(clicked.map((row) => row[field]))
    return names.filter((name) => found.has(name))
  }
  const clickedItems = withClicks('item', items)
  const clickedSlots = withClicks('slot', slots)
  if (clickedItems[0] !== items[0]) return `The item "${items[0]}" has no click to compare with.`
  if (clickedSlots[0] !== slots[0]) return `The slot "${slots[0]}" has no click to compare with.`
  const itemColumns = new Map(clickedItems.map((name, at) => [name, at]))
  const slotColumns = new Map(clickedSlots.map((name, at) => [name, at && clickedItems.length - 1 + at]))

  const kept = shown.filter((row) => itemColumns.has(row.item) && slotColumns.has(row.slot))
  const apart = unlinkedItem(kept)
  if (apart !== undefined) return `No swap links "${apart}" with the others, so it cannot be told from its slot.`

  const merged = new Map<string, FitCell>()
  for (const row of kept) {
    const columns = columnsOf({ itemColumns, slotColumns }, row)
    const key = columns.join()
    const { impressions = 0, clicks = 0 } = merged.get(key) ?? {}
    merged.set(key, { columns, impressions: impressions + row.impressions, clicks: clicks + row.clicks })
  }
  const size = clickedItems.length + clickedSlots.length - 1
  return { items, slots, itemColumns, slotColumns, size, cells: [...merged.values()] }
}

/** The parameters that make up the rate of a row, the first always among them; none if the row is left out. */
export function columnsOf(
  { itemColumns, slotColumns }: Pick<Design, 'itemColumns' | 'slotColumns'>,
  row: PositionCell,
): number[] {
  const item = itemColumns.get(row.item)
  const slot = slotColumns.get(row.slot)
  if (item === undefined || slot === undefined) return []
  return [0, ...(item ? [item] : []), ...(slot ? [slot] : [])]
}

/** The names in order of appearance, but the reference first. */
function namesOf(rows: readonly PositionCell[], field: 'item' | 'slot', reference?: string): string[] {
  const names = new Set(rows.map((row) => row[field]))
  if (reference === undefined) return [...names]
  if (!names.delete(reference)) throw new RangeError(`There is no ${field} "${reference}" to compare with.`)
  return [reference, ...names]
}

/** An item that no chain of rows links with the first: two items are linked by a slot that both were shown in. */
function unlinkedItem(rows: readonly PositionCell[]): string | undefined {
  const items = new Set(rows.slice(0, 1).map((row) => row.item))
  const slots = new Set<string>()
  for (let before = -1; before < items.size + slots.size; ) {
    before = items.size + slots.size
    for (const { item, slot } of rows) {
      if (!items.has(item) && !slots.has(slot)) continue
      items.add(item)
      slots.add(slot)
    }
  }
  return rows.find((row) => !items.has(row.item))?.item
}

function checked(row: PositionCell): PositionCell {
  const where = `"${row.item}" in "${row.slot}"`
  checkCount(`impressions of ${where}`, row.impressions)
  checkCount(`clicks of ${where}`, row.clicks)
  if (row.clicks > row.impressions) throw new RangeError(`${where} has more clicks than impressions; count one each.`)
  return row
}
