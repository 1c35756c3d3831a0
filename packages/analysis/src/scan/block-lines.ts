/**
 * Goes through whole lines as bytes: those in the usual form, nearly all, are read where they lie; of the others whoever
 * goes through gets the text.
 */
import { type Block, createLineReader, type LineRecord } from '@heddle/events/lines'

export interface BlockLines {
  /** A line is in the record. @param end behind its line break */
  onRecord(block: Block, start: number, end: number): void
  /** Any other line, also an empty one. @param line its number */
  onText(text: string, line: number, block: Block, start: number, end: number): void
}

/**
 * @param start where the first line begins
 * @param end behind the line break of the last
 * @param line the number of the first
 * @param last the number of the last that is looked at; default: all are
 * @returns the number of the next one
 */
export type ReadBlock = (block: Block, start: number, end: number, line: number, last?: number) => number

/** @param record into which lines are read, one after the other */
export function createBlockReader(record: LineRecord, { onRecord, onText }: BlockLines): ReadBlock {
  const read = createLineReader(record)
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  return (block, start, end, firstLine, last = Infinity) => {
    let line = firstLine
    for (let at = start; at < end && line <= last; line++) {
      const next = read(block, at)
      if (next !== -1) {
        onRecord(block, at, next)
        at = next
        continue
      }
      const lineEnd = block.bytes.indexOf(lineFeed, at)
      onText(decoder.decode(block.bytes.subarray(at, lineEnd)), line, block, at, lineEnd + 1)
      at = lineEnd + 1
    }
    return line
  }
}

const lineFeed = 0x0a
