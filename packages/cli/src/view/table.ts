/**
 * Columns of text: which of them fit a width, and how they stand under each other.
 * The one place that knows the table library. Cells are plain text with a brush, so that colours never count as width.
 */
import Table from 'cli-table3'
import type { Brush, Screen } from './screen.js'
import { displayWidth } from './text.js'

export interface Column {
  readonly head: string
  readonly align: 'left' | 'right'
  /** Left out where the table is too wide: 1 goes first. A column without it always stays. */
  readonly goes?: number
}

export interface Cell {
  readonly text: string
  readonly brush?: Brush
}

/** Each row has one cell for each column. */
export interface TextTable {
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Cell[])[]
}

const gap = 2

/** Columns that the whole table takes. */
export function tableWidth({ columns, rows }: TextTable): number {
  const widths = columns.map((column, index) =>
    Math.max(displayWidth(column.head), ...rows.map((row) => displayWidth(row[index]?.text ?? ''))),
  )
  return widths.reduce((sum, width) => sum + width, 0) + gap * Math.max(columns.length - 1, 0)
}

/** The table without the columns that have no room, and the heads of those. */
export function fitTable(table: TextTable, width: number): { readonly table: TextTable; readonly leftOut: string[] } {
  const leftOut: string[] = []
  let fitted = table
  while (tableWidth(fitted) > width) {
    const next = firstToGo(fitted.columns)
    if (next === undefined) break
    leftOut.push(fitted.columns[next]?.head ?? '')
    fitted = withoutColumn(fitted, next)
  }
  return { table: fitted, leftOut }
}

function firstToGo(columns: readonly Column[]): number | undefined {
  const candidates = columns.flatMap(({ goes }, index) => (goes === undefined ? [] : [{ goes, index }]))
  return candidates.sort((one, other) => one.goes - other.goes)[0]?.index
}

const withoutColumn = ({ columns, rows }: TextTable, index: number): TextTable => ({
  columns: columns.filter((_, place) => place !== index),
  rows: rows.map((row) => row.filter((_, place) => place !== index)),
})

const noLines = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '' },
  ...{ 'bottom-right': '', left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '' },
  middle: ' '.repeat(gap),
}

/** The lines of the table: a head, a rule, the rows. */
export function tableLines(table: TextTable, { paint }: Pick<Screen, 'paint'>): string[] {
  const drawn = new Table({
    chars: noLines,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    colAligns: table.columns.map(({ align }) => align),
  })
  drawn.push(table.columns.map(({ head }) => paint.faint(head)))
  drawn.push(...table.rows.map((row) => row.map(({ text, brush }) => (brush ? brush(text) : text))))
  const [head = '', ...rows] = drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
  return [head, paint.faint('─'.repeat(tableWidth(table))), ...rows]
}

/** A table of plain texts. */
export const textTable = (columns: readonly Column[], rows: readonly (readonly string[])[]): TextTable => ({
  columns,
  rows: rows.map((row) => row.map((text) => ({ text }))),
})

/** The lines of as much of the table as fits the screen, and what did not. */
export function fittedLines(table: TextTable, screen: Screen): string[] {
  const fitted = fitTable(table, screen.width)
  return [...tableLines(fitted.table, screen), ...leftOutLines(fitted.leftOut, screen)]
}

/** Says which columns had no room. */
export function leftOutLines(heads: readonly string[], { paint }: Pick<Screen, 'paint'>): string[] {
  return heads.length === 0 ? [] : [paint.faint(`No room for: ${heads.join(', ')}.`)]
}
