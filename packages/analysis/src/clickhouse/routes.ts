/**
 * Reads the lines of a block and says to which server each goes: to that of its visitor, so that all that a visitor did
 * lies on one. What the lines say decides and nothing else, so a block that is read again is spread as before.
 */
import type { BrokenLine } from '../lift-report.js'
import { readLine } from '../read-line.js'
import { brokenCells, eventCells, ledgerCells } from '../sql/rows.js'
import type { Cells } from '../sql/schema.js'
import { eventColumns } from '../sql/schema.js'
import type { Block } from './blocks.js'
import { numberOf } from './blocks.js'
import { createRowWriter, type RowWriter } from './row-binary.js'
import { shardOf } from './shard-of.js'
import { logTables } from './tables.js'

export type TableName = keyof typeof logTables

/** The rows for one server, by table. */
export type Share = { readonly [name in TableName]: RowWriter }

export interface Routed {
  /** One for each server. */
  readonly shares: readonly Share[]
  /** Lines, without empty ones; broken ones count. */
  readonly lines: number
  readonly broken: readonly BrokenLine[]
}

/** @param file for broken lines */
export function routed(block: Block, file: string, shards: number): Routed {
  const number = numberOf(block)
  const shares = Array.from({ length: shards }, newShare)
  /** Of each stream, the server of the visitor whose event is its first here. */
  const homes = new Map<string, number>()
  const ledgers: Cells[] = []
  const broken: BrokenLine[] = []
  const put = (shard: number, name: TableName, cells: Cells) => shares[shard]?.[name].push([...cells, number])
  let lines = 0

  for (const [index, text] of block.lines.entries()) {
    const read = readLine(text)
    if (!read) continue
    lines++
    switch (read.status) {
      case 'rejected':
        broken.push({ file, line: block.firstLine + index, reason: read.reason })
        break
      case 'ledger':
        ledgers.push(ledgerCells(read.ledger))
        break
      default: {
        const cells = eventCells(read.event)
        const shard = shardOf(String(cells[visitorAt]), shards)
        const stream = String(cells[streamAt])
        if (!homes.has(stream)) homes.set(stream, shard)
        put(shard, 'events', cells)
      }
    }
  }
  for (const cells of ledgers) put(homes.get(String(cells[0])) ?? firstShard, 'ledgers', cells)
  for (const line of broken) put(firstShard, 'broken', brokenCells(line))
  return { shares, lines, broken }
}

/** Where lines go whose visitor is not known. */
export const firstShard = 0

const names = Object.keys(eventColumns)
const visitorAt = names.indexOf('visitor')
const streamAt = names.indexOf('stream')

function newShare(): Share {
  return {
    events: createRowWriter(logTables.events.columns),
    ledgers: createRowWriter(logTables.ledgers.columns),
    broken: createRowWriter(logTables.broken.columns),
  }
}
