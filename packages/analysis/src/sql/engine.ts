/**
 * What the SQL job asks of a database, and all that differs between one and another.
 */

/** Texts, numbers, booleans, null, and bigint for whole numbers of 64 bits or more. */
export type Row = readonly unknown[]

/** The functions of SQL that databases do not agree on. What it returns is always a whole expression. */
export interface Dialect {
  /** A name of a column, whatever it is. */
  name(column: string): string
  /** A text. */
  text(value: string): string
  /** A double, with every digit. */
  double(value: number): string
  /** A whole number from −2⁵³ to 2⁵³ + 2, in 64 bits: some databases give a number a type by how many digits it has. */
  integer(value: number): string
  /** A double that holds a whole number from −2⁵³ to 2⁵³, as a whole number of 64 bits. */
  whole(double: string): string
  /** A whole number as a double. */
  asDouble(whole: string): string
  /** A whole number of 128 bits that fits in 64, as one of 64. */
  narrow(wide: string): string
  /** The sum of whole numbers of 64 bits over a group, exact in at least 127. */
  sum(whole: string): string
  /** a divided by b, towards zero; both are whole numbers. */
  quotient(a: string, b: string): string
  /** How many different whole numbers from 1 to {@link mostInFew} a group has; others do not count. */
  few(whole: string): string
  /** A whole number that no other row of the query has. */
  readonly rowNumber: string
  /** What that row of a group has that is first by the keys. */
  first(expression: string, keys: readonly string[]): string
  /**
   * The relation with one column more, `edge`: the largest of the edges that is not above `value`, a whole number.
   *
   * @param relation a query
   */
  withEdge(relation: string, edges: readonly number[]): string
  /**
   * The relation with two columns more: `below`, how many rows of the same `keys` come before it in the order of `value`,
   * and `together`, how many there are.
   *
   * @param relation a query for the keys and `value`, which is all that is asked of the result
   */
  withPlaces(relation: string, keys: readonly string[]): string
}

/** What {@link Dialect.few} counts up to: nearly all pages send fewer events. */
export const mostInFew = 62

/** A database that holds all that some units did. */
export interface SqlDatabase {
  ask(sql: string): Promise<readonly Row[]>
  /** The same for queries with many rows, which need not be in memory together: some at a time. */
  blocks(sql: string): AsyncIterable<readonly Row[]>
}

export interface SqlEngine {
  readonly dialect: Dialect
  /** Those that units are spread over; most often one. */
  readonly databases: readonly SqlDatabase[]
  /** The rows of a query to all databases, one after the other. */
  ask(sql: string): Promise<readonly Row[]>
  /**
   * Keeps what a query returns, where it is asked for several times.
   *
   * @returns what stands after FROM to mean it; the query in brackets is as right as a table
   */
  keep(name: string, sql: string): Promise<string>
}
