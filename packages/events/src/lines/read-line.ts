/**
 * Reads lines of a log straight from their bytes: those that are written as the collector writes them, without spaces,
 * escapes and fields that nobody knows. Of any other it says so, and `decodeLogLine` has the word; so what it accepts is
 * what `decodeLogLine` accepts, and says the same.
 */
import { attributesNumber } from './attributes-text.js'
import type { Block } from './block.js'
import { field, knownLines } from './fields.js'
import type { LineRecord } from './line-record.js'
import { fieldCount, isAttributes, isNumber, isText, isTruth, isWhole, isWord, lineTables } from './line-tables.js'
import { endOfText, firstHash, hashOf, lastMixed, mixed, sequenceAt, textOf } from './text-bytes.js'
import { createTexts } from './texts.js'
import { fourDigits, hasSpecial } from './words.js'

/** @returns where the next line starts; −1 if the line is not a plain one. Its block may be read up to a line break. */
export type ReadLine = (block: Block, start: number) => number

const [quote, backslash, comma, dot, minus, zero, open, close] = [0x22, 0x5c, 0x2c, 0x2e, 0x2d, 0x30, 0x7b, 0x7d]
const [lineFeed, carriageReturn] = [0x0a, 0x0d]

/** Digits of which every number is exact. */
const exactDigits = 15
const powersOfTen = Float64Array.from({ length: exactDigits + 1 }, (_, power) => 10 ** power)
const anyNumber = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/

/** @param record what was read last */
export function createLineReader(record: LineRecord): ReadLine {
  const { starts, ends, hashes, numbers } = record
  const { forms, least, most, words, types, keys, truths, allowed, required } = lineTables()
  /** By type and field: which came next, the last time. Lines of one origin have their fields in one order. */
  const next = new Uint8Array(knownLines.length * (fieldCount + 1))
  const knownAttributes = createTexts()
  /** By number in `knownAttributes`: their number in the record's. */
  const attributeNumbers: number[] = []
  let { bytes, view }: Block = record.block
  let lastType = 0

  /** Any number that JSON allows; few have so many digits that this is called. @returns where it ends, or −1 */
  function readAnyNumber(at: number, start: number): number {
    let end = start
    while (isInNumber(bytes[end] ?? 0)) end++
    const text = textOf(bytes, start, end)
    if (!anyNumber.test(text)) return -1
    numbers[at] = Number(text)
    return end
  }

  function readNumber(at: number, start: number): number {
    let end = bytes[start] === minus ? start + 1 : start
    const first = end
    // Eight digits go into one whole number of 31 bits, the others into a second one. Times have thirteen.
    let [head, tail, digits, point] = [0, 0, 0, -1]
    for (; digits < 12; digits += 4, end += 4) {
      const four = fourDigits(view.getInt32(end, true))
      if (four === -1) break
      if (digits < 8) head = Math.imul(head, 10_000) + four
      else tail = four
    }
    for (; ; end++) {
      const byte = bytes[end] ?? 0
      const digit = byte - zero
      if (digit >= 0 && digit <= 9) {
        if (digits < 8) head = (Math.imul(head, 10) + digit) | 0
        else tail = (Math.imul(tail, 10) + digit) | 0
        digits++
      } else if (byte === dot && point === -1) {
        point = digits
      } else {
        break
      }
    }
    const whole = point === -1 ? digits : point
    if (digits > exactDigits || isInNumber(bytes[end] ?? 0)) return readAnyNumber(at, start)
    if (whole === 0 || point === digits || (bytes[first] === zero && whole > 1)) return -1
    let value = digits <= 8 ? head : head * (powersOfTen[digits - 8] ?? 1) + tail
    // Both are exact, so the quotient is the nearest number, as JSON.parse has it.
    if (point !== -1) value /= powersOfTen[digits - point] ?? 1
    numbers[at] = first === start ? value : -value
    return end
  }

  /** @param start behind its opening quote @returns the place of its closing quote, or −1 */
  function readText(at: number, start: number, longest: number): number {
    let hash = firstHash
    let end = start
    for (; ; end += 4) {
      const word = view.getInt32(end, true)
      if (hasSpecial(word)) break
      hash = mixed(hash, word)
    }
    let rest = 0
    let shift = 0
    let byte = bytes[end] ?? 0
    while (byte >= 0x20 && byte < 0x80 && byte !== quote && byte !== backslash) {
      rest |= byte << shift
      shift += 8
      byte = bytes[++end] ?? 0
    }
    if (byte === quote) {
      hash = lastMixed(hash, rest, end - start)
    } else {
      end = endOfText(bytes, end)
      if (end === -1) return -1
      hash = hashOf(record.block, start, end)
    }
    // Characters may be fewer than bytes; then they are counted by whoever reads slowly.
    if (end === start || end - start > longest) return -1
    starts[at] = start
    ends[at] = end
    hashes[at] = hash
    return end
  }

  /** @param start of an object @returns where it ends, or −1 */
  function readAttributes(start: number): number {
    if (bytes[start] !== open) return -1
    let end = start + 1
    for (let inText = false; ; end++) {
      const byte = bytes[end] ?? 0
      if (byte < 0x20 || byte === backslash) return -1
      if (byte === quote) {
        inText = !inText
      } else if (byte >= 0x80) {
        const length = sequenceAt(bytes, end)
        if (length === 0) return -1
        end += length - 1
      } else if (!inText && byte === close) {
        break
      }
    }
    end++
    const before = knownAttributes.size
    const raw = knownAttributes.numberAt(record.block, start, end, hashOf(record.block, start, end))
    if (raw === before) attributeNumbers.push(attributesNumber(record.attributes, textOf(bytes, start, end)))
    const number = attributeNumbers[raw] ?? -1
    numbers[field.attributes] = number
    return number === -1 ? -1 : end
  }

  /** Which field's key stands there, or −1. */
  function fieldAt(start: number, type: number): number {
    const bits = allowed[type] ?? 0
    for (let at = 0; at < fieldCount; at++) if ((bits & (1 << at)) !== 0 && keys.isAt(at, view, start)) return at
    return -1
  }

  /** @returns where the value ends, or −1 */
  function readValue(at: number, type: number, start: number): number {
    const rule = type * fieldCount + at
    switch (forms[rule]) {
      case isText: {
        const end = readText(at, start, most[rule] ?? 0)
        return end === -1 ? -1 : end + 1
      }
      case isWord: {
        const end = readText(at, start, most[rule] ?? 0)
        return end !== -1 && words.has(hashes[at] ?? 0) && words.get(hashes[at] ?? 0) === textOf(bytes, start, end)
          ? end + 1
          : -1
      }
      case isWhole:
      case isNumber: {
        const end = readNumber(at, start)
        const value = numbers[at] ?? 0
        if (end === -1 || !(value >= (least[rule] ?? 0) && value <= (most[rule] ?? 0))) return -1
        return forms[rule] === isWhole && Math.floor(value) !== value ? -1 : end
      }
      case isTruth: {
        const isTrue = truths.isAt(0, view, start)
        if (!isTrue && !truths.isAt(1, view, start)) return -1
        numbers[at] = isTrue ? 1 : 0
        return start + (isTrue ? 4 : 5)
      }
      case isAttributes:
        return readAttributes(start)
    }
    return -1
  }

  function typeAt(start: number): number {
    if (types.isAt(lastType, view, start)) return lastType
    for (let type = 0; type < knownLines.length; type++) if (types.isAt(type, view, start)) return type
    return -1
  }

  return (block, start) => {
    record.block = block
    bytes = block.bytes
    view = block.view
    const type = typeAt(start)
    if (type === -1) return -1
    lastType = type
    const nexts = type * (fieldCount + 1)
    let before = fieldCount
    let has = 0
    let end = start + (types.lengths[type] ?? 0)
    while (bytes[end] === comma) {
      let at = next[nexts + before] ?? 0
      if (!keys.isAt(at, view, end)) {
        at = fieldAt(end, type)
        if (at === -1) return -1
        next[nexts + before] = at
      }
      const bit = 1 << at
      if ((has & bit) !== 0) return -1
      has |= bit
      end = readValue(at, type, end + (keys.lengths[at] ?? 0))
      if (end === -1) return -1
      before = at
    }
    if (bytes[end] !== close) return -1
    if ((has & (required[type] ?? 0)) !== required[type] || (has & ~(allowed[type] ?? 0)) !== 0) return -1
    record.type = type
    record.has = has
    end++
    if (bytes[end] === carriageReturn) end++
    return bytes[end] === lineFeed ? end + 1 : -1
  }
}

const isInNumber = (byte: number) =>
  (byte >= zero && byte <= 0x39) || byte === dot || byte === minus || byte === 0x2b || (byte | 0x20) === 0x65
