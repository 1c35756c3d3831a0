/**
 * Slot by slot, what stood there in each variant and how many units clicked it: a bar for each item with its interval, so
 * that the eye compares variants in a slot, and follows an item from one slot to another.
 */
import { formatShare } from '@heddle/analysis/view'
import type { Interval } from '@heddle/stats'
import type { Canvas } from './figure.js'
import { shortened } from './forest.js'
import { type PlotOptions, rect, ruleX, ruleY, text } from './plot.js'

export interface SlotBar {
  readonly slot: number
  readonly item: string
  /** Units that clicked it, of all of the variant. */
  readonly clicked: Interval
  /** A number of the palette. */
  readonly colour: number
}

export interface SlotsPlot {
  /** In the order in which they are drawn: by slot, then by variant. */
  readonly bars: readonly SlotBar[]
  /** Above the bars of a slot. */
  readonly slotName: (slot: number) => string
}

const rowHeight = 22

interface Drawn extends SlotBar {
  readonly row: number
  readonly share: number
  readonly low: number
  readonly high: number
}

export function slotsOptions({ bars, slotName }: SlotsPlot, { isNarrow }: Canvas): PlotOptions {
  const slots = [...new Set(bars.map(({ slot }) => slot))]
  const known = bars.flatMap((bar, place): Drawn[] => {
    const { clicked } = bar
    if (clicked.status !== 'ok') return []
    // A row more for the name of each slot.
    const row = place + slots.indexOf(bar.slot) * 1.5 + 1.3
    return [{ ...bar, row, share: clicked.estimate, low: clicked.low, high: clicked.high }]
  })
  const heads = slots.flatMap((slot) => known.find((bar) => bar.slot === slot) ?? [])
  const rows = (known.at(-1)?.row ?? 0) + 1.4
  const middle = ({ row }: Drawn) => row + 0.5
  return {
    marginLeft: isNarrow ? 92 : 190,
    marginRight: isNarrow ? 66 : 180,
    marginTop: 2,
    marginBottom: 4,
    height: rows * rowHeight + 6,
    x: { domain: [0, Math.max(...known.map(({ high }) => high), 1e-9)], axis: null },
    y: { domain: [0, rows], reverse: true, axis: null },
    marks: [
      ...known.map((bar) =>
        rect([bar], {
          ...{ x1: 0, x2: 'share', y1: () => bar.row + 0.1, y2: () => bar.row + 0.9 },
          fill: `var(--dye-${bar.colour % 6})`,
          className: 'bar',
        }),
      ),
      ruleY(known, { y: middle, x1: 'low', x2: 'high', stroke: 'var(--ink)', className: 'whisker' }),
      ...known.flatMap((bar) =>
        [bar.low, bar.high].map((end) =>
          ruleX([end], {
            ...{ y1: () => bar.row + 0.3, y2: () => bar.row + 0.7, stroke: 'var(--ink)' },
            className: 'whisker',
          }),
        ),
      ),
      ruleX([0], { className: 'axis' }),
      text(heads, {
        ...{ frameAnchor: 'left', textAnchor: 'end', lineAnchor: 'bottom', dx: -8, dy: -4 },
        ...{ y: 'row', text: ({ slot }: Drawn) => slotName(slot), className: 'slot' },
      }),
      text(known, {
        ...{ frameAnchor: 'left', textAnchor: 'end', dx: -8, y: middle, className: 'name' },
        text: ({ item }: Drawn) => shortened(item, isNarrow ? 11 : 24),
      }),
      text(known, {
        ...{ frameAnchor: 'right', textAnchor: 'start', dx: 8, y: middle, className: 'number' },
        text: ({ share, low, high }: Drawn) =>
          isNarrow ? formatShare(share) : `${formatShare(share)}  [${percent(low)}, ${percent(high)}]`,
      }),
    ],
  }
}

const percent = (share: number) => formatShare(share).slice(0, -2)
