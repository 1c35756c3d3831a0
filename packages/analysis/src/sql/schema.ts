/**
 * The tables of a log in a database, the same on every engine: one row a line, copies too, for a copy tells how far its
 * stream's clock was off at most and counts as repeated. Columns have the names of the log's fields, so that a CSV or
 * Parquet file of events is such a table as it is.
 *
 * - `events`: every line that is an event, those of unknown types with what all events have, the rest of theirs in `more`.
 * - `ledgers`: every ledger line.
 * - `broken`: every line that could not be read, with its place and reason.
 *
 * A text that a line does not have is empty, for no field of an event may be so; a number that it does not have is NULL.
 * Texts, those of JSON excepted, are kept as `storedText` writes them, so that their bytes have the order of the log's own
 * characters; whoever reads a name out of a table uses `readText`.
 */

/**
 * - `text`: UTF-8, never NULL. `json` the same, but kept as it is.
 * - `whole`: a whole number from 0 to 2⁵³ − 1, in 64 bits. `number`: a double.
 */
export type ColumnKind = 'text' | 'json' | 'whole' | 'number'

export interface ColumnRule {
  readonly kind: ColumnKind
  /** Whether a line may lack it: then it is '' or NULL. */
  readonly optional?: true
}

/** The columns of a table, by name and in their order. */
export type Columns = { readonly [name: string]: ColumnRule }

const text: ColumnRule = { kind: 'text' }
const whole: ColumnRule = { kind: 'whole' }
const number: ColumnRule = { kind: 'number' }
const optionalText: ColumnRule = { kind: 'text', optional: true }
const optionalWhole: ColumnRule = { kind: 'whole', optional: true }
const optionalNumber: ColumnRule = { kind: 'number', optional: true }
const optionalJson: ColumnRule = { kind: 'json', optional: true }

/** What says the same in every copy of an event; where it does not, the event is in conflict with itself. */
export const contentColumns: Columns = {
  type: text,
  stream: text,
  seq: whole,
  at: number,
  visitor: text,
  session: text,
  page: text,
  /** Only where the event declares one. */
  unit: optionalText,
  experiment: optionalText,
  variant: optionalText,
  revision: optionalWhole,
  by: optionalText,
  /** As `attributesText` writes them: sorted by name. */
  attributes: optionalJson,
  /** 1 or 0. */
  applied: optionalWhole,
  reason: optionalText,
  goal: optionalText,
  value: optionalNumber,
  item: optionalText,
  slot: optionalWhole,
  slots: optionalWhole,
  /** Of a vital. */
  name: optionalText,
}

export const eventColumns: Columns = {
  ...contentColumns,
  sentAt: number,
  receivedAt: number,
  /** JSON of the fields that this version does not know. */
  more: optionalJson,
}

export const ledgerColumns: Columns = {
  stream: text,
  issued: whole,
  /** The list as the line has it. */
  dropped: optionalJson,
  repeated: optionalWhole,
  browser: optionalText,
  client: optionalText,
  sentAt: number,
  receivedAt: number,
  more: optionalJson,
}

export const brokenColumns: Columns = {
  file: text,
  line: whole,
  reason: text,
}

/** A row of a table, cell by cell in the order of its columns. */
export type Cells = readonly (string | number | null)[]
