/**
 * Cuts a stream of bytes or text into blocks of whole lines. Knows nothing of what stands in them.
 */
import { type Block, createBlock, spareBytes } from '@heddle/events/lines'

/** A part of a file, cut anywhere; or, as the last, why the rest of the file cannot be read. */
export type Chunk = Uint8Array | string | { readonly broken: string }

export interface LineCutter {
  push(chunk: Uint8Array | string): void
  /** Hands out what stands after the last line break, if anything. */
  end(): void
}

/** Receives whole lines: where the first begins, and where the last one ends, behind its line break. */
export type OnLines = (block: Block, start: number, end: number) => void

const lineFeed = 0x0a

export function createLineCutter(onLines: OnLines): LineCutter {
  const encoder = new TextEncoder()
  let block = createBlock(1 << 16)
  /** What stands in the block. */
  let held = 0
  let isFirst = true
  /** Half of a character that was cut. */
  let half = ''

  /** Adds bytes to what is held, which has no line break, and hands out what is whole. */
  function take(chunk: Uint8Array): void {
    const end = held + chunk.length
    if (end + 1 > block.bytes.length - spareBytes) {
      const larger = createBlock(2 * end)
      larger.bytes.set(block.bytes.subarray(0, held))
      block = larger
    }
    block.bytes.set(chunk, held)
    const lines = 1 + block.bytes.subarray(held, end).lastIndexOf(lineFeed)
    held = lines === 0 ? end : handOut(held + lines, end)
  }

  /** @returns how much is left */
  function handOut(lines: number, end: number): number {
    const { bytes } = block
    // The mark that some editors put before a text of UTF-8.
    const hasMark = isFirst && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
    isFirst = false
    onLines(block, hasMark ? 3 : 0, lines)
    bytes.copyWithin(0, lines, end)
    return end - lines
  }

  return {
    push: (chunk) => {
      if (typeof chunk !== 'string') return take(chunk)
      const text = half + chunk
      half = /[\ud800-\udbff]$/.exec(text)?.[0] ?? ''
      take(encoder.encode(half === '' ? text : text.slice(0, -1)))
    },
    end: () => {
      if (half !== '') take(encoder.encode(half))
      if (held > 0) take(Uint8Array.of(lineFeed))
      half = ''
      held = 0
    },
  }
}
