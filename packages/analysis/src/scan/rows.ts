/**
 * Rows of a table: columns of equal length. Every event has a row somewhere, with what names it and a number for what it
 * says, so that a copy that says something else is found.
 */
import { contentOf, field, type LineRecord } from '@heddle/events/lines'
import { type Column, column } from './column.js'
import type { Dictionary } from './dictionary.js'

/** What names an event: the columns that all tables have. */
export interface Rows {
  readonly stream: Column
  readonly seq: Column
  /** What {@link contentOf} says of the event, from 0 on. */
  readonly content: Column
}

/** How rows are taken out again. */
export interface Removable {
  readonly rows: Rows
  /** The last row takes the place of the one that is taken out: no order of rows means anything. */
  remove(row: number): void
}

/** A column that holds numbers of a dictionary, and how much is added to them. */
export type NamesIn = readonly [column: Column, dictionary: Dictionary, plus: number]

export const createRows = (): Rows => ({ stream: column(), seq: column(), content: column() })

export function addRow(rows: Rows, line: LineRecord, stream: number): void {
  rows.stream.push(stream)
  rows.seq.push(line.numbers[field.seq] ?? 0)
  rows.content.push(contentOf(line) >>> 0)
}

/**
 * @param columns all of the table's
 * @param names the columns that hold numbers of a dictionary, which is told that they are used no more
 */
export function removable(rows: Rows, columns: readonly Column[], names: readonly NamesIn[]): Removable {
  return {
    rows,
    remove: (row) => {
      for (const [used, dictionary, plus] of names) {
        const number = used.at(row) - plus
        if (number >= 0) dictionary.release(number)
      }
      for (const one of columns) {
        one.set(row, one.at(one.length - 1))
        one.pop()
      }
    },
  }
}
