/** The small parts of which the view is made: checks, tables, notes. */
import { nothing } from '@heddle/analysis/view'
import type { Said, TextRow, TextTable, Verdict } from '../say/said.js'
import type { Texts } from '../texts/texts.js'
import type { Child, Scene } from './elements.js'

/** Never by colour alone: a sign to see and a word to hear. */
const signs: { readonly [verdict in Verdict]: string } = { good: '✓', doubtful: '!', bad: '✕' }

export function checkList(said: readonly Said[], texts: Texts, scene: Scene): HTMLElement {
  const { make } = scene
  return make('ul', { class: 'checks', role: 'list' }, ...said.map((check) => checkItem(check, texts, scene)))
}

function checkItem({ verdict, name, text, table, lines }: Said, texts: Texts, scene: Scene): HTMLElement {
  const { make } = scene
  return make(
    'li',
    { class: `check ${verdict}` },
    make('span', { class: 'sign', 'aria-hidden': 'true' }, signs[verdict]),
    make(
      'div',
      {},
      make('strong', {}, name),
      make('span', { class: 'unseen' }, ` (${texts.verdicts[verdict]})`),
      ' ',
      make('span', { class: 'found' }, kept(text)),
      table && tableElement(table, scene, { class: 'small' }),
      lines && make('ul', { class: 'places' }, ...lines.map((line) => make('li', {}, make('code', {}, line)))),
    ),
  )
}

/**
 * A table that becomes a list of cards where it is narrow. The style takes away its roles with its display, so they are said.
 */
export function tableElement(
  table: TextTable,
  { make }: Scene,
  { class: name }: { readonly class?: string } = {},
): HTMLElement {
  const { head, rows } = table
  const cell = (row: TextRow, text: string, column: number) =>
    column === 0
      ? make(
          'th',
          { scope: 'row', role: 'rowheader' },
          row.variant === undefined ? undefined : swatch(row.variant, make),
          text,
        )
      : make(
          'td',
          { role: 'cell', 'data-label': head[column] ?? '', class: text === nothing ? 'none' : undefined },
          kept(text),
        )
  return make(
    'table',
    { role: 'table', class: name },
    make(
      'thead',
      { role: 'rowgroup' },
      make('tr', { role: 'row' }, ...head.map((text) => make('th', { scope: 'col', role: 'columnheader' }, text))),
    ),
    make(
      'tbody',
      { role: 'rowgroup' },
      ...rows.map((row) =>
        make(
          'tr',
          { role: 'row', class: row.strong ? 'strong' : undefined },
          ...row.cells.map((text, column) => cell(row, text, column)),
        ),
      ),
    ),
  )
}

/** Which colour is whose, in the order of the palette. */
export function legend(names: readonly string[], { make }: Scene): HTMLElement {
  return make('p', { class: 'legend' }, ...names.map((name, place) => make('span', {}, swatch(place, make), name)))
}

function swatch(place: number, make: Scene['make']): HTMLElement {
  return make('i', { class: `dye dye-${place % 6}`, 'aria-hidden': 'true' })
}

/** A number stays on the line of its unit, and an interval on its own. */
export const kept = (text: string): string =>
  text.replace(/(\d) (?=%|pp|ms\b|s\b)/g, '$1\u00a0').replace(/(\[[^\]]*,) (?=[^\]]*\])/g, '$1\u00a0')

/** Sentences in small letters; nothing where there are none. `lang` is that of the sentences. */
export function notes(sentences: readonly string[], { make }: Scene, lang?: string): HTMLElement | undefined {
  if (sentences.length === 0) return undefined
  return make('ul', { class: 'notes', lang, role: 'list' }, ...sentences.map((sentence) => make('li', {}, sentence)))
}

export interface Heading {
  /** The class. */
  readonly name: string
  readonly level: 2 | 3 | 4
  readonly title: string
  readonly id: string
  /** The id of the heading that it stands under, where the title alone is not its own. */
  readonly within?: string
}

/** A part with a heading, named by it. */
export function section(
  { make }: Scene,
  { name, level, title, id, within = '' }: Heading,
  ...children: readonly Child[]
): HTMLElement {
  const names = `${within} ${id}`.trim()
  return make('section', { class: name, 'aria-labelledby': names }, make(`h${level}`, { id }, title), ...children)
}
