/**
 * The cap of a metric: a quantile of the units' totals over all variants, exact, without a list of all totals. The range
 * in which the two totals around the quantile lie is cut down, a thousand times each step, until few are left in it.
 */
import { poolThreshold } from '@heddle/stats'
import { numberOf } from './cells.js'
import type { SqlEngine } from './engine.js'
import { and } from './select.js'

/** So many totals are fetched at most; more are counted first. */
const mostFetched = 10_000
const steps = 1000

/**
 * The same as `capOf` of the scan.
 *
 * @param relation what stands after FROM
 * @param counted which of its rows count
 * @param fetched how many totals may be fetched
 * @returns undefined where there are none
 */
export async function capIn(
  engine: SqlEngine,
  relation: string,
  column: string,
  counted: string,
  p: number,
  fetched: number = mostFetched,
): Promise<number | undefined> {
  const ask = (sql: string) => engine.ask(sql)
  const { integer, quotient } = engine.dialect
  const limits = await ask(`SELECT count(*), min(${column}), max(${column}) FROM ${relation} WHERE ${counted}`)
  const some = limits.filter(([count]) => numberOf(count) > 0)
  const n = some.reduce((sum, [count]) => sum + numberOf(count), 0)
  if (n === 0) return undefined
  const low = Math.min(...some.map(([, least]) => numberOf(least)))
  const high = Math.max(...some.map(([, , most]) => numberOf(most)))
  const position = p * (n - 1)
  const rank = Math.floor(position)
  const at = (wanted: number) => totalAt(wanted, low, high, n)
  const below = await at(rank)
  const above = position === rank ? below : await at(rank + 1)
  // Between two values, type 7 goes the same part of the way.
  return Math.floor(poolThreshold([[below, above]], position - rank) + 0.5)

  /** @param rank so many totals from `low` on come before it */
  async function totalAt(rank: number, low: number, high: number, count: number): Promise<number> {
    const within = and(counted, `${column} >= ${integer(low)}`, `${column} <= ${integer(high)}`)
    const width = count <= fetched ? 1 : Math.floor((high - low) / steps) + 1
    const part =
      width === 1
        ? column
        : `${integer(low)} + ${quotient(`${column} - ${integer(low)}`, integer(width))} * ${integer(width)}`
    const rows = await ask(
      `SELECT part, count(*) FROM (SELECT ${part} AS part FROM ${relation} WHERE ${within}) AS parts GROUP BY part`,
    )
    const counts = new Map<number, number>()
    for (const [start, units] of rows) {
      counts.set(numberOf(start), (counts.get(numberOf(start)) ?? 0) + numberOf(units))
    }
    let before = 0
    for (const [start, units] of [...counts].sort(([a], [b]) => a - b)) {
      if (rank >= before + units) {
        before += units
        continue
      }
      return width === 1 ? start : totalAt(rank - before, start, Math.min(start + width - 1, high), units)
    }
    throw new RangeError(`There is no total of rank ${rank}; the log changed while it was read.`)
  }
}
