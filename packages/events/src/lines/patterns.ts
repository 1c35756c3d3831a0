/**
 * Texts that are looked for at a place: words of four bytes each, the last one cut to what it holds.
 */
import { createBlock } from './block.js'
import { putText } from './text-bytes.js'

export interface Patterns {
  readonly lengths: Uint8Array
  /** Whether the text of this number stands there. */
  isAt(number: number, view: DataView, start: number): boolean
}

const most = 24

/** @param texts at most 24 characters of ASCII each */
export function patternsOf(texts: readonly string[]): Patterns {
  const perText = most / 4
  const lengths = Uint8Array.from(texts, (text) => text.length)
  const wordCounts = Uint8Array.from(texts, (text) => Math.ceil(text.length / 4))
  const words = new Int32Array(texts.length * perText)
  const cuts = new Int32Array(texts.length * perText)
  for (const [number, text] of texts.entries()) {
    const { bytes, view } = createBlock(most)
    const holds = createBlock(most)
    putText(bytes, 0, text)
    holds.bytes.fill(0xff, 0, text.length)
    for (let at = 0; at < perText; at++) {
      words[number * perText + at] = view.getInt32(4 * at, true)
      cuts[number * perText + at] = holds.view.getInt32(4 * at, true)
    }
  }
  return {
    lengths,
    isAt: (number, view, start) => {
      const first = number * perText
      const count = wordCounts[number] ?? 0
      for (let at = 0; at < count; at++) {
        if ((view.getInt32(start + 4 * at, true) & (cuts[first + at] ?? 0)) !== words[first + at]) return false
      }
      return true
    },
  }
}
