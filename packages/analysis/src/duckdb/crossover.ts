/**
 * One row per unit: takes units that were in two variants out of the table, and refuses units with two rows in one.
 */
import { numberOf, textOf } from '../sql/cells.js'
import type { Table } from './table.js'

/**
 * @returns by experiment, how many units were set apart
 * @throws TypeError that names a unit, if it has two rows in the same variant
 */
export async function setCrossoverApart({ query }: Table): Promise<ReadonlyMap<string, number>> {
  await query(`
    CREATE TEMP TABLE repeated AS
    SELECT experiment, unit, min(variant) = max(variant) AS same
    FROM cells GROUP BY experiment, unit HAVING count(*) > 1`)
  const [row = []] = await query('SELECT count(*), min(unit) FROM repeated WHERE same')
  const [twice, example] = row
  if (numberOf(twice) > 0) {
    throw new TypeError(
      `Units have more than one row in the same variant: ${numberOf(twice)}, such as "${textOf(example)}". Give one row per unit.`,
    )
  }
  await query('DELETE FROM cells WHERE (experiment, unit) IN (SELECT (experiment, unit) FROM repeated)')
  const counts = await query('SELECT experiment, count(*) FROM repeated GROUP BY experiment')
  return new Map(counts.map(([experiment, units]) => [textOf(experiment), numberOf(units)]))
}
