/**
 * What fields may hold, as numbers by type and field: the forms of `shapes.ts` for who reads millions of lines by them.
 */
import { createBlock } from './block.js'
import { fieldNames, formOf, knownLines, masks } from './fields.js'
import { type Patterns, patternsOf } from './patterns.js'
import { hashOf, putText } from './text-bytes.js'

/** What a value is, by number; 0 where the type has no such field. */
export const isText = 1
export const isNumber = 2
export const isWhole = 3
export const isTruth = 4
export const isAttributes = 5
export const isWord = 6
const formNumbers = {
  text: isText,
  number: isNumber,
  whole: isWhole,
  truth: isTruth,
  attributes: isAttributes,
  word: isWord,
}

export interface Tables {
  /** By type × fields + field: what a value is, and its bounds. */
  readonly forms: Uint8Array
  readonly least: Float64Array
  readonly most: Float64Array
  /** By hash. */
  readonly words: ReadonlyMap<number, string>
  readonly types: Patterns
  readonly keys: Patterns
  readonly truths: Patterns
  /** By type: bits, one a field. */
  readonly allowed: Int32Array
  readonly required: Int32Array
}

export const fieldCount: number = fieldNames.length

/** The same for all readers, made for the first one. */
let tables: Tables | undefined

export function lineTables(): Tables {
  tables ??= tablesOf()
  return tables
}

function tablesOf(): Tables {
  const size = knownLines.length * fieldCount
  const forms = new Uint8Array(size)
  const least = new Float64Array(size)
  const most = new Float64Array(size)
  const words = new Map<number, string>()
  const keys = fieldNames.map((name) => `,"${name}":`)
  const scratch = createBlock(64)
  for (const [type, line] of knownLines.entries()) {
    for (const [at, name] of fieldNames.entries()) {
      const form = formOf(line, name)
      if (!form) continue
      const rule = type * fieldCount + at
      forms[rule] = formNumbers[form.is]
      if (form.is === 'text' || form.is === 'word') keys[at] = `,"${name}":"`
      if (form.is === 'text') most[rule] = form.longest
      if (form.is === 'number' || form.is === 'whole') [least[rule], most[rule]] = [form.least, form.most]
      if (form.is !== 'word') continue
      for (const word of form.words) {
        const end = putText(scratch.bytes, 0, word)
        words.set(hashOf(scratch, 0, end), word)
        most[rule] = Math.max(most[rule] ?? 0, end)
      }
    }
  }
  return {
    ...{ forms, least, most, words, keys: patternsOf(keys) },
    types: patternsOf(knownLines.map((type) => `{"type":"${type}"`)),
    truths: patternsOf(['true', 'false']),
    allowed: Int32Array.from(masks, (mask) => mask.allowed),
    required: Int32Array.from(masks, (mask) => mask.required),
  }
}
