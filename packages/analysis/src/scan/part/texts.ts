/**
 * The texts of one table as another one numbers them.
 */
import { type Block, hashOf, type Texts } from '@heddle/events/lines'
import type { PackedColumn } from './numbers.js'

/** Texts one behind the other, from a place in a block on. */
export interface TextsInBlock {
  readonly block: Block
  readonly start: number
  /** In bytes. */
  readonly lengths: PackedColumn
}

/** @returns by their numbers in the block: their numbers in the texts, to which they are added */
export function numbersOf(texts: Texts, { block, start, lengths }: TextsInBlock): Uint32Array {
  const numbers = new Uint32Array(lengths.length)
  let at = start
  for (let number = 0; number < numbers.length; number++) {
    const end = at + lengths.at(number)
    numbers[number] = texts.numberAt(block, at, end, hashOf(block, at, end))
    at = end
  }
  return numbers
}
