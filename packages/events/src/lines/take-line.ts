/**
 * Writes a line that was read as an object into a record, as if it had been read from plain bytes.
 */
import type { LogLine } from '../log.js'
import { attributesText } from './attributes-text.js'
import { type Block, createBlock, spareBytes } from './block.js'
import { field, fieldNames, knownLines, lineType, masks } from './fields.js'
import type { LineRecord } from './line-record.js'
import { bytesPerUnit, hashOf, putText } from './text-bytes.js'

const lines: readonly string[] = knownLines

export type TakeLine = (line: Exclude<LogLine, { readonly status: 'rejected' }>) => void

export function createLineTaker(record: LineRecord): TakeLine {
  let scratch: Block = createBlock(4096)

  return (line) => {
    const said: { readonly [name: string]: unknown } = { ...(line.status === 'ledger' ? line.ledger : line.event) }
    const type = line.status === 'unknown-type' ? lineType.unknown : lines.indexOf(String(said.type))
    const allowed = masks[type]?.allowed ?? 0
    const units = Object.values(said).reduce(
      (sum: number, value) => sum + (typeof value === 'string' ? value.length : 0),
      0,
    )
    if (scratch.bytes.length < units * bytesPerUnit + spareBytes) scratch = createBlock(units * bytesPerUnit)
    record.block = scratch
    record.type = type
    record.has = 0
    let end = 0
    for (const [at, name] of fieldNames.entries()) {
      const value = said[name]
      if ((allowed & (1 << at)) === 0 || value === undefined) continue
      record.has |= 1 << at
      if (typeof value === 'string') {
        record.starts[at] = end
        end = putText(scratch.bytes, end, value)
        record.ends[at] = end
        record.hashes[at] = hashOf(scratch, record.starts[at] ?? 0, end)
      } else if (at === field.attributes) {
        record.numbers[at] = record.attributes.number(attributesText(Object(value)))
      } else {
        record.numbers[at] = Number(value)
      }
    }
  }
}
