import { createBlock, createLineReader, createRecord, createTexts, lineType } from '@heddle/events/lines'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadLog } from '../../packages/analysis/src/duckdb/load.js'
import { createBrokenLines, readLine } from '../../packages/analysis/src/read-line.js'
import { createRecordCells } from '../../packages/analysis/src/sql/record-cells.js'
import { eventCells, ledgerCells } from '../../packages/analysis/src/sql/rows.js'
import type { Cells } from '../../packages/analysis/src/sql/schema.js'
import { logs } from './random-log.js'

/** Texts that need another form in a database, or have several bytes a character. */
const strange = fc.constantFrom('plain', 'ä', '表', '😀', '\uE000', '\uE000d800', '\uFEFFx', '\uD800', '\0', '"\\', 'x')

const hostile = fc.tuple(logs, fc.array(strange, { minLength: 1 }), fc.nat(9)).map(([lines, texts, spaced]) =>
  lines.map((line, index) => {
    const text = texts[index % texts.length] ?? ''
    const renamed = {
      ...line,
      stream: `${line.stream}${text}`,
      ...('page' in line ? { page: text, visitor: text } : {}),
    }
    const unknown = index % 7 === 3 ? { ...renamed, more: text } : renamed
    const json = JSON.stringify(unknown, undefined, index % 10 === spaced ? 1 : 0).replaceAll('\n', '')
    return index % 11 === 5 ? json.slice(0, -2) : json
  }),
)

function slowCells(text: string): Cells | undefined {
  const read = readLine(text)
  if (!read || read.status === 'rejected') return undefined
  return read.status === 'ledger' ? ledgerCells(read.ledger) : eventCells(read.event)
}

test('a row of a line that was read as bytes is the row of the same line that was read as text', () => {
  let fast = 0
  fc.assert(
    fc.property(hostile, (lines) => {
      const record = createRecord(createBlock(0), createTexts())
      const read = createLineReader(record)
      const cells = createRecordCells(record)
      for (const line of lines) {
        const bytes = new TextEncoder().encode(`${line}\n`)
        const block = createBlock(bytes.length)
        block.bytes.set(bytes)
        if (read(block, 0) === -1) continue
        fast++
        expect(record.type === lineType.ledger).toBe(readLine(line)?.status === 'ledger')
        expect(cells()).toEqual(slowCells(line))
      }
    }),
    { numRuns: 300 },
  )
  expect(fast).toBeGreaterThan(500)
})

test('a log in chunks loads the rows and the broken lines of the same log in lines', async () => {
  await fc.assert(
    fc.asyncProperty(hostile, fc.integer({ min: 1, max: 200 }), async (lines, size) => {
      const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''))
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
        bytes.subarray(at * size, (at + 1) * size),
      )
      const load = async (source: Parameters<typeof loadLog>[0]) => {
        const rows: Cells[] = []
        const broken = createBrokenLines()
        await loadLog(source, { event: (cells) => rows.push(cells), ledger: (cells) => rows.push(cells), broken })
        return { rows, broken: [...broken.first] }
      }
      expect(await load({ name: 'log', chunks })).toEqual(await load({ name: 'log', lines }))
    }),
    { numRuns: 100 },
  )
})
