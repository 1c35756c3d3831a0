/**
 * Pieces of queries that every statement is made of.
 */

/** @param from what stands after FROM */
export function select(columns: readonly string[], from: string, condition = ''): string {
  return `SELECT ${columns.join(', ')} FROM ${from}${condition === '' ? '' : ` WHERE ${condition}`}`
}

/** All of the conditions; empty ones say nothing. */
export function and(...conditions: readonly string[]): string {
  return conditions.filter((condition) => condition !== '').join(' AND ')
}

/** A query in the place of a table. */
export function from(query: string): string {
  return `(${query}) AS part`
}
