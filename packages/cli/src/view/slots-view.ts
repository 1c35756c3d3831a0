/**
 * What was clicked where, as text: the items of each variant, the slots of each variant, then the item itself and the slot
 * itself.
 * Pure: a report and a screen in, a text out.
 */
import type { SlotsReport } from '@heddle/analysis'
import { decimalsForWidth, formatCount, formatNumber, levelText, nothing } from '@heddle/analysis/view'
import type { Interval } from '@heddle/stats'
import { createFootnotes, type Footnotes } from './footnotes.js'
import type { Screen } from './screen.js'
import { shareDecimals, shareTexts } from './share-text.js'
import { type Column, fittedLines, textTable } from './table.js'
import { plural, printable, shorten, wrap } from './text.js'
import { titleOf } from './title.js'

const number = { align: 'right' } as const

/** What the title of a table of effects takes besides the name that is in it. */
const titleRoom = 50

/** The whole text, ending in a line break. */
export function slotsView(report: SlotsReport, screen: Screen): string {
  const footnotes = createFootnotes()
  const parts = [titleLines(report, screen), itemLines(report, footnotes, screen), slotLines(report, footnotes, screen)]
  const effects = effectLines(report, footnotes, screen)
  const all = [...parts, ...effects, footnotes.lines(screen.width), meaningLines(report, screen)]
  const texts = all.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return `${texts.join('\n\n')}\n`
}

function titleLines({ experiment, variants, items, slots, population }: SlotsReport, screen: Screen): string[] {
  const sum = (field: 'clicks' | 'clickers' | 'units') => variants.reduce((total, one) => total + one[field], 0)
  const clicks = plural(sum('clicks'), formatCount(sum('clicks')), 'click')
  const places = `${plural(items.length, `${items.length}`, 'item')} in ${plural(slots.length, `${slots.length}`, 'slot')}`
  const whom = population ? 'units with the change on the page' : 'units'
  const found = `${clicks} on ${places} by ${formatCount(sum('clickers'))} of ${formatCount(sum('units'))} ${whom}`
  return [...titleOf(experiment.experiment, screen), ...wrap(found, screen.width)]
}

function itemLines({ variants, alpha }: SlotsReport, footnotes: Footnotes, screen: Screen): string[] {
  const cells = variants.flatMap((one) => one.cells.map((cell) => ({ variant: one.variant, ...cell })))
  if (cells.length === 0) return []
  const columns: Column[] = [
    { head: 'variant', align: 'left' },
    { head: 'item', align: 'left' },
    { head: 'slot', ...number },
    { head: 'clicks', ...number, goes: 2 },
    { head: 'per unit', ...number, goes: 1 },
    { head: 'clickers', ...number, goes: 3 },
    { head: 'of units', ...number },
    { head: `${levelText(alpha)} interval`, ...number, goes: 4 },
  ]
  const decimals = shareDecimals(cells.map(({ clicked }) => clicked))
  const rows = cells.map(({ variant, item, slot, clicks, perUnit, clickers, clicked }) => [
    nameText(variant, screen),
    nameText(item, screen),
    `${slot}`,
    formatCount(clicks),
    formatNumber(perUnit, 3),
    formatCount(clickers),
    ...shareTexts(clicked, decimals, footnotes),
  ])
  return [screen.paint.strong('Items where they stood'), ...fittedLines(textTable(columns, rows), screen)]
}

function slotLines({ variants, alpha }: SlotsReport, footnotes: Footnotes, screen: Screen): string[] {
  const slots = variants.flatMap((one) => one.slots.map((slot) => ({ variant: one.variant, ...slot })))
  if (slots.length === 0) return []
  const columns: Column[] = [
    { head: 'variant', align: 'left' },
    { head: 'slot', ...number },
    { head: 'clicks', ...number, goes: 1 },
    { head: 'share', ...number },
    { head: `${levelText(alpha)} interval`, ...number },
  ]
  const decimals = shareDecimals(slots.map(({ share }) => share))
  const rows = slots.map(({ variant, slot, clicks, share }) => [
    nameText(variant, screen),
    `${slot}`,
    formatCount(clicks),
    ...shareTexts(share, decimals, footnotes),
  ])
  return [screen.paint.strong('Slots, whatever stood there'), ...fittedLines(textTable(columns, rows), screen)]
}

/** Two tables, or the sentence that says why there are none. */
function effectLines({ effects, alpha }: SlotsReport, footnotes: Footnotes, screen: Screen): string[][] {
  if (effects.status === 'undefined') {
    return [wrap(`Items and slots cannot be told apart. ${printable(effects.reason)}`, screen.width)]
  }
  const table = (
    head: string,
    title: string,
    ratios: readonly { readonly name: string; readonly ratio: Interval }[],
  ) => {
    const [first] = ratios
    const marks = footnotes.mark(...effects.warnings)
    const widths = ratios.flatMap(({ ratio }) =>
      ratio.status === 'ok' && ratio.high > ratio.low ? [ratio.high - ratio.low] : [],
    )
    const decimals = decimalsForWidth(Math.min(...widths))
    const columns: Column[] = [
      { head, align: 'left' },
      { head: 'draws', ...number },
      { head: `${levelText(alpha)} interval`, ...number },
    ]
    const rows = ratios.map((one) => [
      nameText(one.name, screen),
      ...ratioTexts(one.ratio, one === first, decimals, footnotes),
    ])
    const reference = shorten(printable(first?.name ?? ''), Math.max(screen.width - titleRoom, 10))
    const against = screen.paint.faint(`(as a multiple of ${head === 'slot' ? 'slot ' : ''}${reference})`)
    return [`${screen.paint.strong(title)} ${against}${marks}`, ...fittedLines(textTable(columns, rows), screen)]
  }
  return [
    table(
      'item',
      'The item itself, in any slot',
      effects.items.map(({ item, ratio }) => ({ name: item, ratio })),
    ),
    table(
      'slot',
      'The slot itself, for any item',
      effects.slots.map(({ slot, ratio }) => ({ name: `${slot}`, ratio })),
    ),
  ]
}

function ratioTexts(ratio: Interval, isReference: boolean, decimals: number, footnotes: Footnotes): string[] {
  if (ratio.status !== 'ok') return [`${nothing}${footnotes.mark(ratio.reason)}`, 'undefined']
  const text = (value: number) => formatNumber(value, decimals)
  return [`${text(ratio.estimate)} ×`, isReference ? '' : `[${text(ratio.low)}, ${text(ratio.high)}]`]
}

const nameText = (name: string, { width }: Screen) => shorten(printable(name), Math.max(Math.floor(width / 4), 12))

function meaningLines({ effects, method }: SlotsReport, { paint, width }: Screen): string[] {
  const apart = effects.status === 'ok' ? ` Items and slots: ${effects.method}.` : ''
  return wrap(`Slot 0 is first in reading order. Shares: ${method}.${apart} The numbers hold for one look.`, width).map(
    paint.faint,
  )
}
