/**
 * Takes the lines of a log, as text or as bytes, and says of each what is in it. Keeps nothing of them.
 */
import type { Dropped } from '@heddle/events'
import {
  type Block,
  createBlock,
  createLineReader,
  createLineTaker,
  type LineRecord,
  spareBytes,
} from '@heddle/events/lines'
import type { BrokenLine } from '../lift-report.js'
import { readLine } from '../read-line.js'
import { createBlockReader } from './block-lines.js'

/** Who is given lines. */
export interface Intake {
  /** Reads one line; empty ones count as nothing. */
  add(text: string, file: string, line: number): void
  /**
   * Reads whole lines as bytes.
   *
   * @param start where the first begins
   * @param end behind the line break of the last
   * @param line the number of the first
   * @returns the number of the next one
   */
  addBlock(block: Block, start: number, end: number, file: string, line: number): number
  /** Counts a line that never became text. */
  addBroken(line: BrokenLine): void
}

/** Who is told what a line holds. */
export interface Keeper {
  /** What is in the record. @param dropped by the pages, where it is a ledger */
  keep(dropped?: readonly Dropped[]): void
  addBroken(line: BrokenLine): void
}

const lineFeed = 0x0a

/** @param record into which lines are read, one after the other */
export function createIntake(record: LineRecord, { keep, addBroken }: Keeper): Intake {
  const read = createLineReader(record)
  const take = createLineTaker(record)
  const encoder = new TextEncoder()
  const readBlock = createBlockReader(record, {
    onRecord: () => keep(),
    onText: (text, line) => addText(text, file, line),
  })
  let scratch = createBlock(4096)
  let file = ''

  /** Reads any line at all. */
  function addText(text: string, file: string, line: number): void {
    const decoded = readLine(text)
    if (decoded === undefined) return
    if (decoded.status === 'rejected') {
      addBroken({ file, line, reason: decoded.reason })
      return
    }
    take(decoded)
    keep(decoded.status === 'ledger' ? decoded.ledger.dropped : [])
  }

  return {
    addBroken,
    add: (text, file, line) => {
      if (scratch.bytes.length < 3 * text.length + spareBytes) scratch = createBlock(6 * text.length)
      const { written } = encoder.encodeInto(text, scratch.bytes)
      scratch.bytes[written] = lineFeed
      if (read(scratch, 0) === written + 1) keep()
      else addText(text, file, line)
    },
    addBlock: (block, start, end, name, line) => {
      file = name
      return readBlock(block, start, end, line)
    },
  }
}
