/**
 * Reads the lines of a log into tables of DuckDB. Lines are read by the readers of events, as the scan does, so that
 * both know the same events and name the same broken lines; DuckDB's own reader of JSON leaves bad lines out uncounted.
 */
import { createBlock, createRecord, createTexts, lineType } from '@heddle/events/lines'
import type { BrokenLines } from '../read-line.js'
import { readLine } from '../read-line.js'
import { createBlockReader } from '../scan/block-lines.js'
import { createLineCutter } from '../scan/lines.js'
import { isBroken, type LogSource } from '../scan/scan.js'
import { createRecordCells } from '../sql/record-cells.js'
import { eventCells, ledgerCells } from '../sql/rows.js'
import type { Cells } from '../sql/schema.js'

/** Where rows go. */
export interface RowSink {
  event(cells: Cells): void
  ledger(cells: Cells): void
  readonly broken: BrokenLines
}

/** Reads all of a source. */
export async function loadLog(source: LogSource, sink: RowSink): Promise<void> {
  const { name } = source
  const add = (text: string, line: number) => addLine(text, name, line, sink)
  if ('lines' in source) {
    let line = 0
    for await (const text of source.lines) add(text, ++line)
    return
  }
  const record = createRecord(createBlock(0), createTexts())
  const cells = createRecordCells(record)
  const readBlock = createBlockReader(record, {
    onRecord: () => {
      if (record.type === lineType.ledger) sink.ledger(cells())
      else sink.event(cells())
    },
    onText: add,
  })
  let line = 1
  const cutter = createLineCutter((block, start, end) => {
    line = readBlock(block, start, end, line)
  })
  let broken: string | undefined
  for await (const chunk of source.chunks) {
    if (isBroken(chunk)) broken = chunk.broken
    else cutter.push(chunk)
  }
  cutter.end()
  if (broken !== undefined) sink.broken.add({ file: name, line, reason: broken })
}

function addLine(text: string, file: string, line: number, { event, ledger, broken }: RowSink): void {
  const read = readLine(text)
  if (!read) return
  if (read.status === 'rejected') broken.add({ file, line, reason: read.reason })
  else if (read.status === 'ledger') ledger(ledgerCells(read.ledger))
  else event(eventCells(read.event))
}
