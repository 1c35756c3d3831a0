/** What was clicked where, and how much of it is the item, how much the slot. */
import type { SlotsReport } from '@heddle/analysis'
import {
  decimalsForWidth,
  formatCount,
  formatNumber,
  formatShare,
  levelText,
  nothing,
  printable,
} from '@heddle/analysis/view'
import type { Interval } from '@heddle/stats'
import type { Child } from '../../html/elements.js'
import { legend, notes, section, tableElement } from '../../html/parts.js'
import { figure } from '../../plots/figure.js'
import { type ForestRow, forestOptions } from '../../plots/forest.js'
import { logarithm, ratioScale, ratioTicks } from '../../plots/ratios.js'
import { type SlotBar, slotsOptions } from '../../plots/slots.js'
import type { TextTable } from '../../say/said.js'
import type { Drawn } from '../../texts/slots-texts.js'
import { type Drawing, experimentIn, type View } from './view.js'

export const slotsDrawn: View = {
  choices: 'items',
  uses: [],
  question: (state, catalogue, page) => {
    const { items, from, to } = state
    const experiment = experimentIn(state, catalogue)
    if (experiment === undefined) return { missing: page.slots.chooseExperiment }
    return { ask: 'slots', experiment, items, from, to }
  },
  draw: (answer, drawing) => {
    const { scene, page } = drawing
    if (!('effects' in answer)) return scene.make('p')
    const name = printable(answer.experiment.experiment)
    if (answer.items.length === 0) return scene.make('p', { class: 'nothing' }, page.slots.nothing(name))
    const { title, effects } = page.slots
    return scene.make(
      'div',
      { class: 'lift' },
      section(scene, { name: 'card', level: 2, title: title(name), id: 'slots' }, ...clicksDrawn(answer, drawing)),
      section(scene, { name: 'card', level: 2, title: effects, id: 'slot-effects' }, ...effectsDrawn(answer, drawing)),
      scene.make(
        'details',
        { class: 'card' },
        scene.make('summary', {}, page.slots.all),
        ...allTables(answer, drawing),
      ),
    )
  },
}

/** More bars than these nobody compares. */
const mostBars = 40

function clicksDrawn(report: SlotsReport, { scene, page }: Drawing): Child[] {
  const { variants, items } = report
  const words = page.slots
  const cells = cellsOf(report)
  const least = [...cells].sort((a, b) => b.clicks - a.clicks)[mostBars - 1]?.clicks ?? 0
  const bars: readonly SlotBar[] = cells.filter(({ clicks }) => clicks >= least).slice(0, mostBars)
  const total = (field: 'clicks' | 'clickers' | 'units') =>
    formatCount(variants.reduce((sum, one) => sum + one[field], 0))
  const label = `${words.chart}. ${cells
    .map(({ slot, variant, item, clicked }) => `${words.slot(slot)}, ${variant}: ${item} ${shareText(clicked)}`)
    .join('; ')}`
  return [
    scene.make('p', {}, words.found(total('clicks'), formatCount(items.length), total('clickers'), total('units'))),
    legend(
      variants.map(({ variant }) => printable(variant)),
      scene,
    ),
    figure(scene, label, (canvas) => slotsOptions({ bars, slotName: words.slot }, canvas)),
    notes(
      [...(bars.length < cells.length ? [words.shownOnly(`${bars.length}`, `${cells.length}`)] : []), words.note],
      scene,
    ),
  ]
}

/** In reading order, the variants under each other. */
function cellsOf({ variants }: SlotsReport) {
  return variants
    .flatMap(({ variant, cells }, colour) =>
      cells.map((cell) => ({ ...cell, colour, variant: printable(variant), item: printable(cell.item) })),
    )
    .sort((a, b) => a.slot - b.slot || a.colour - b.colour || b.clicks - a.clicks)
}

function allTables(report: SlotsReport, drawing: Drawing): Child[] {
  const { variants, slots, alpha, effects, method } = report
  const { scene, page } = drawing
  const words = page.slots
  const { head } = words
  const level = levelText(alpha)
  const table = (title: string, made: TextTable): Child[] => [scene.make('h3', {}, title), tableElement(made, scene)]
  const cellRows = cellsOf(report).map(({ variant, item, slot, clicks, clickers, clicked, colour }) => ({
    ...{ variant: colour },
    cells: [variant, item, `${slot}`, formatCount(clicks), formatCount(clickers), ...shareParts(clicked)],
  }))
  const slotRows = slots.flatMap((slot) =>
    variants.map(({ variant, slots: own }, colour) => {
      const { clicks = 0, share } = own.find((one) => one.slot === slot) ?? {}
      return {
        variant: colour,
        cells: [printable(variant), `${slot}`, formatCount(clicks), ...(share ? shareParts(share) : [])],
      }
    }),
  )
  const interval = head.interval(level)
  return [
    ...table(words.table, {
      head: [head.variant, head.item, head.slot, head.clicks, head.clickers, head.share, interval],
      rows: cellRows,
    }),
    ...table(words.slotsTitle, {
      head: [head.variant, head.slot, head.clicks, words.shareOfClicks, interval],
      rows: slotRows,
    }),
    notes([printable(method)], scene, 'en'),
    ...(effects.status === 'ok'
      ? [
          ...table(words.itemItself, effectsTable(head.item, itemEffects(effects), level, drawing)),
          ...table(words.slotItself, effectsTable(head.slot, slotEffects(effects), level, drawing)),
        ]
      : []),
  ]
}

interface Effect {
  readonly name: string
  readonly ratio: Interval
}

type KnownEffects = Extract<SlotsReport['effects'], { status: 'ok' }>

const itemEffects = ({ items }: KnownEffects): Effect[] =>
  items.map(({ item, ratio }) => ({ name: printable(item), ratio }))

const slotEffects = ({ slots }: KnownEffects): Effect[] => slots.map(({ slot, ratio }) => ({ name: `${slot}`, ratio }))

function effectsDrawn({ effects }: SlotsReport, { scene, page, texts }: Drawing): Child[] {
  const words = page.slots
  const said = (sentence: string) => texts.fromAnalysis(printable(sentence))
  if (effects.status === 'undefined') {
    return [scene.make('p', { class: 'finding' }, words.notApart), notes([said(effects.reason)], scene)]
  }
  const part = (
    title: string,
    all: readonly Effect[],
    said: typeof words.itemDraws,
    nameOf: (name: string) => string,
  ): Child[] => [
    scene.make('h3', {}, title),
    ...findings(all, said).map((sentence) => scene.make('p', { class: 'finding' }, sentence)),
    effectsFigure(title, all, nameOf, scene),
  ]
  return [
    ...part(words.itemItself, itemEffects(effects), words.itemDraws, (name) => name),
    ...part(words.slotItself, slotEffects(effects), words.slotDraws, (slot) => words.slot(Number(slot))),
    notes([printable(effects.method)], scene, 'en'),
    notes(effects.warnings.map(said), scene),
  ]
}

/** The one that is furthest from the reference, of those that are decided if there are any. */
function findings(all: readonly Effect[], said: Drawing['page']['slots']['itemDraws']): string[] {
  const [reference, ...others] = all
  const known = others.flatMap(({ name, ratio }) => (ratio.status === 'ok' ? [{ name, ratio }] : []))
  const far = (ratio: (typeof known)[number]['ratio']) => Math.abs(Math.log(ratio.estimate))
  const decided = known.filter(({ ratio }) => verdictOf(ratio) !== 'open')
  const [first] = [...(decided.length > 0 ? decided : known)].sort((a, b) => far(b.ratio) - far(a.ratio))
  if (!first || !reference) return []
  const { decimals } = formOf(all)
  return [said(first.name, ratioText(first.ratio, decimals), reference.name, verdictOf(first.ratio))]
}

function verdictOf({ low, high }: { readonly low: number; readonly high: number }): Drawn {
  if (low > 1) return 'more'
  return high < 1 ? 'less' : 'open'
}

function effectsFigure(
  title: string,
  all: readonly Effect[],
  nameOf: (name: string) => string,
  scene: Drawing['scene'],
): HTMLElement | undefined {
  const scale = ratioScale(all.map(({ ratio }) => ratio))
  if (!scale) return undefined
  const { decimals } = formOf(all)
  const rows = all.map(
    ({ name, ratio }, place): ForestRow => ({
      name: nameOf(name),
      ...{ interval: logarithm(ratio), text: place === 0 ? '1 ×' : ratioText(ratio, decimals), colour: 1 },
      strong: place > 0 && ratio.status === 'ok' && verdictOf(ratio) !== 'open',
    }),
  )
  const label = `${title}: ${rows.map(({ name, text }) => `${name} ${text}`).join('; ')}`
  return figure(scene, label, (canvas) => forestOptions({ rows, scale, ...ratioTicks(scale, canvas) }, canvas))
}

function effectsTable(head: string, all: readonly Effect[], level: string, { page }: Drawing): TextTable {
  const { ratio: draws, interval } = page.slots.head
  const { decimals } = formOf(all)
  return {
    head: [head, draws, interval(level)],
    rows: all.map(({ name, ratio }, place) => {
      if (place === 0) return { cells: [name, '1 ×', page.slots.reference] }
      if (ratio.status !== 'ok') return { cells: [name, nothing, ratio.reason] }
      const [estimate = '', ends = ''] = ratioText(ratio, decimals).split(/ (?=\[)/)
      return { cells: [name, estimate, ends], strong: verdictOf(ratio) !== 'open' }
    }),
  }
}

function formOf(all: readonly Effect[]): { readonly decimals: number } {
  const widths = all.flatMap(({ ratio }) =>
    ratio.status === 'ok' && ratio.high > ratio.low ? [ratio.high - ratio.low] : [],
  )
  return { decimals: Math.max(decimalsForWidth(Math.min(...widths)), 1) }
}

const ratioText = (ratio: Interval, decimals: number): string => {
  if (ratio.status !== 'ok') return nothing
  const [estimate, low, high] = [ratio.estimate, ratio.low, ratio.high].map((value) => formatNumber(value, decimals))
  return `${estimate} × [${low}, ${high}]`
}

const percent = (share: number) => formatShare(share).slice(0, -2)

function shareParts(share: Interval): [share: string, interval: string] {
  if (share.status !== 'ok') return [nothing, nothing]
  return [formatShare(share.estimate), `[${percent(share.low)}, ${percent(share.high)}]`]
}

const shareText = (share: Interval): string => shareParts(share).join(' ')
