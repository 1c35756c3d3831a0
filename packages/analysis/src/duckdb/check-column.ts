/**
 * Refuses columns whose fields are not what a metric adds up, naming the column, how many fields, and one of them.
 */
import { largestTotal } from '../integers.js'
import { numberOf, textOf } from '../sql/cells.js'
import { asNumber } from './sql.js'
import type { Table } from './table.js'

export interface Expectation {
  /** As it stands in the error message. */
  readonly expects: string
  /** SQL that is true for a good number; NULL, which a text that is no number becomes, is not good. */
  readonly accepts: (number: string) => string
}

export const truth: Expectation = {
  expects: '0, 1, true or false',
  accepts: (number) => `${number} IN (0, 1)`,
}
export const finite: Expectation = {
  expects: 'a finite number',
  accepts: (number) => `isfinite(${number})`,
}
export const whole: Expectation = {
  expects: 'a whole number from 0 to 2^53',
  accepts: (number) => `${number} BETWEEN 0 AND ${largestTotal} AND ${number} = floor(${number})`,
}

/**
 * @returns how many fields are empty; they are not judged
 * @throws TypeError that names the column
 */
export async function checkColumn({ query, cell }: Table, column: string, expectation: Expectation): Promise<number> {
  const field = cell(column)
  const good = expectation.accepts(`(${asNumber(field)})`)
  const bad = `${field} IS NOT NULL AND NOT COALESCE(${good}, false)`
  const [row = []] = await query(
    `SELECT count(*) FILTER (WHERE ${field} IS NULL), count(*) FILTER (WHERE ${bad}), min(${field}) FILTER (WHERE ${bad}) FROM cells`,
  )
  const [empty, wrong, example] = row
  if (numberOf(wrong) === 0) return numberOf(empty)
  throw new TypeError(
    `Column "${column}" should hold ${expectation.expects}; ${rowsSay(numberOf(wrong))} something else, such as "${textOf(example)}".`,
  )
}

const rowsSay = (count: number) => (count === 1 ? '1 row says' : `${count} rows say`)
