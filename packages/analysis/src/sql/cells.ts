/**
 * What comes back from a database, whatever form it gives to numbers.
 */
import { readText } from './stored-text.js'

export function bigintOf(cell: unknown): bigint {
  return typeof cell === 'bigint' || typeof cell === 'number' ? BigInt(cell) : 0n
}

export function numberOf(cell: unknown): number {
  return typeof cell === 'number' ? cell : Number(bigintOf(cell))
}

export function textOf(cell: unknown): string {
  return typeof cell === 'string' ? cell : ''
}

/** A text of the log, as it was there. */
export function nameOf(cell: unknown): string {
  return readText(textOf(cell))
}
