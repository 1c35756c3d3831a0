/**
 * Texts as bytes: UTF-8, and for halves of a surrogate pair, which JSON can escape, what UTF-8 would be if it had them.
 * So every text of JavaScript has bytes of its own.
 */
import type { Block } from './block.js'

/** No UTF-16 unit takes more bytes. */
export const bytesPerUnit = 3

/** Writes the text from `start` on. @returns where it ends */
export function putText(bytes: Uint8Array, start: number, text: string): number {
  let end = start
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit < 0x80) {
      bytes[end++] = unit
      continue
    }
    const code = text.codePointAt(at) ?? unit
    if (code < 0x800) {
      bytes[end++] = 0xc0 | (code >> 6)
    } else if (code < 0x10000) {
      bytes[end++] = 0xe0 | (code >> 12)
      bytes[end++] = 0x80 | ((code >> 6) & 63)
    } else {
      at++ // Both halves are written at once.
      bytes[end++] = 0xf0 | (code >> 18)
      bytes[end++] = 0x80 | ((code >> 12) & 63)
      bytes[end++] = 0x80 | ((code >> 6) & 63)
    }
    bytes[end++] = 0x80 | (code & 63)
  }
  return end
}

/** The text that {@link putText} wrote. */
export function textOf(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  for (let at = start; at < end; ) {
    const byte = bytes[at++] ?? 0
    let code = byte
    if (byte >= 0x80) {
      let more = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1
      code = byte & (0x3f >> more)
      for (; more > 0; more--) code = (code << 6) | ((bytes[at++] ?? 0) & 63)
    }
    text += String.fromCodePoint(code)
  }
  return text
}

/**
 * Where a text of plain UTF-8 ends, without escapes and control characters: at its closing quote.
 *
 * @see Table 3-7 of the Unicode Standard: well-formed UTF-8 byte sequences
 * @returns −1 if there is anything else before the quote
 */
export function endOfText(bytes: Uint8Array, start: number): number {
  for (let at = start; ; ) {
    const byte = bytes[at] ?? 0
    if (byte === quote) return at
    if (byte < 0x20 || byte === backslash) return -1
    if (byte < 0x80) {
      at++
      continue
    }
    const length = sequenceAt(bytes, at)
    if (length === 0) return -1
    at += length
  }
}

const quote = 0x22
const backslash = 0x5c

const isContinuation = (byte: number) => (byte & 0xc0) === 0x80

/** How long the sequence of bytes above 0x7f is that begins there; 0 if it is not well formed. */
export function sequenceAt(bytes: Uint8Array, at: number): number {
  const length = lengthOfSequence(bytes[at] ?? 0, bytes[at + 1] ?? 0)
  for (let next = 2; next < length; next++) if (!isContinuation(bytes[at + next] ?? 0)) return 0
  return length
}

/** By its first two bytes; 0 if none begins so. */
function lengthOfSequence(first: number, second: number): number {
  if (!isContinuation(second)) return 0
  if (first >= 0xc2 && first <= 0xdf) return 2
  // Not longer than it must be, and no half of a surrogate pair.
  if (first >= 0xe0 && first <= 0xef)
    return (first === 0xe0 && second < 0xa0) || (first === 0xed && second > 0x9f) ? 0 : 3
  if (first >= 0xf0 && first <= 0xf4)
    return (first === 0xf0 && second < 0x90) || (first === 0xf4 && second > 0x8f) ? 0 : 4
  return 0
}

/** A number from −2³¹ to 2³¹ − 1 that is the same for the same bytes. Four bytes at a time. */
export function hashOf({ view }: Block, start: number, end: number): number {
  let hash = firstHash
  let at = start
  for (; at + 4 <= end; at += 4) hash = mixed(hash, view.getInt32(at, true))
  const rest = end - at
  return lastMixed(hash, rest === 0 ? 0 : view.getInt32(at, true) & (0xffffffff >>> (32 - 8 * rest)), end - start)
}

export const firstHash = 0x2545f491

/** Takes one more word into a hash. */
export function mixed(hash: number, word: number): number {
  const next = Math.imul(hash ^ word, 0x9e3779b1)
  return next ^ (next >>> 15)
}

/** Takes the last bytes and how many there were in all. @see MurmurHash3's finaliser */
export function lastMixed(hash: number, rest: number, length: number): number {
  let last = mixed(hash, rest) ^ length
  last = Math.imul(last ^ (last >>> 16), 0x85ebca6b)
  last = Math.imul(last ^ (last >>> 13), 0xc2b2ae35)
  return last ^ (last >>> 16)
}
