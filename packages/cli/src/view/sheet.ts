/**
 * A report as plain tables: for a spreadsheet as CSV, for a page as Markdown. Pure.
 * CSV has every digit; Markdown has as many as a reader wants.
 */
import { decimalsForDigits, formatCount, formatNumber, formatP, formatShare, formatSigned } from '@heddle/analysis/view'
import { printable } from './text.js'

/** What the values of a column are, and so how a person reads them: shares differ by points, which are not percent. */
export type Form = 'text' | 'count' | 'number' | 'signed' | 'share' | 'lift' | 'points' | 'p'

export interface SheetColumn {
  readonly name: string
  readonly is: Form
}

/** Nothing where there is no value. */
export type Value = string | number | null | undefined

/** One table. All tables of a report that have rows have the same names in `about` and in `columns`; a row may end early. */
export interface Sheet {
  /** What the rows have in common, such as the experiment and the metric: the heading on a page, columns in CSV. Empty where nothing is to be said. */
  readonly about: { readonly [name: string]: string }
  /** Sentences before the table; only on a page. */
  readonly notes: readonly string[]
  readonly columns: readonly SheetColumn[]
  readonly rows: readonly (readonly Value[])[]
}

/** A heading and sentences without a table. */
export function notesSheet(about: Sheet['about'], notes: readonly string[]): Sheet {
  return { about, notes, columns: [], rows: [] }
}

/**
 * The rows of all sheets in one table.
 *
 * @see Shafranovich (2005), RFC 4180, Common format and MIME type for CSV files; lines end as everywhere else here
 */
export function csvOf(sheets: readonly Sheet[]): string {
  const tables = sheets.filter(({ rows }) => rows.length > 0)
  const [first] = tables
  if (!first) return ''
  const head = [...Object.keys(first.about), ...first.columns.map(({ name }) => name)]
  const rows = tables.flatMap(({ about, columns, rows }) =>
    rows.map((row) => [...Object.values(about), ...columns.map((_, index) => row[index])]),
  )
  return [head, ...rows].map((row) => `${row.map(csvField).join(',')}\n`).join('')
}

/** A name that a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV Injection). */
function csvField(value: Value): string {
  const isFormula = typeof value === 'string' && /^[=+\-@\t\r]/.test(value)
  const text = value === null || value === undefined ? '' : `${isFormula ? "'" : ''}${value}`
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Each sheet under its heading. */
export function markdownOf(sheets: readonly Sheet[]): string {
  const parts = sheets.map(({ about, notes, columns, rows }) =>
    [
      `## ${Object.values(about).filter(Boolean).map(escaped).join(', ')}`,
      ...(notes.length > 0 ? [notes.map((note) => `- ${escaped(note)}`).join('\n')] : []),
      ...(rows.length > 0 ? [markdownTable(columns, rows)] : []),
    ].join('\n\n'),
  )
  return `${parts.join('\n\n')}\n`
}

function markdownTable(columns: Sheet['columns'], rows: Sheet['rows']): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    line(columns.map(({ name }) => escaped(name))),
    line(columns.map(({ is }) => (is === 'text' ? '---' : '---:'))),
    ...rows.map((row) => line(columns.map(({ is }, index) => escaped(shown(row[index], is))))),
  ].join('\n')
}

/** What would be read as a table, a tag or emphasis is shown as it is. */
const escaped = (text: string) => printable(text).replace(/[\\|<>*_`[\]]/g, (sign) => `\\${sign}`)

function shown(value: Value, is: Form): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  switch (is) {
    case 'share':
      return formatShare(value, shareDecimals(value))
    case 'lift':
      return `${formatSigned(value * 100, shareDecimals(value))} %`
    case 'points':
      return `${formatSigned(value * 100, shareDecimals(value))} pp`
    case 'p':
      return formatP(value)
    case 'count':
      return formatCount(value)
    case 'signed':
      return formatSigned(value, decimalsForDigits(value, 4))
    case 'number':
      return formatNumber(value, decimalsForDigits(value, 4))
    case 'text':
      return String(value)
  }
}

const shareDecimals = (value: number) => Math.min(Math.max(decimalsForDigits(value * 100, 3), 0), 3)
