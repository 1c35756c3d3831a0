/**
 * Cuts a log into partitions that share no unit, no visitor and no stream: once through it to learn what belongs together,
 * once more to write each line to the file of its partition.
 */
import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Block,
  createBlock,
  createLineTaker,
  createRecord,
  createTexts,
  field,
  hasField,
  lineType,
} from '@heddle/events/lines'
import { type BrokenLines, createBrokenLines, readLine } from '../../read-line.js'
import { createBlockReader } from '../../scan/block-lines.js'
import { createLineCutter } from '../../scan/lines.js'
import { isBroken } from '../../scan/scan.js'
import { chunksOf, isGzipped, type OnRead } from '../file-chunks.js'
import { type LogFile, openLogFile } from '../log-files.js'
import { type Components, createComponents } from './components.js'

export interface Partitions {
  /** Files of lines, some of them perhaps empty. */
  readonly paths: readonly string[]
  /** Lines that could not be read; they are in no partition. */
  readonly broken: BrokenLines
}

/**
 * @param folder where the files are written to
 * @param count how many there are
 */
export async function partitionLines(
  files: readonly LogFile[],
  folder: string,
  count: number,
  onRead: OnRead,
): Promise<Partitions> {
  const components = createComponents()
  const broken = createBrokenLines()
  const lengths: number[] = []
  for (const file of files) lengths.push(await learn(file, components, broken, onRead))
  const paths = Array.from({ length: count }, (_, index) => join(folder, `${index}.ndjson`))
  const writers = paths.map(createWriter)
  try {
    for (const [index, file] of files.entries()) {
      await eachLine(file, () => undefined, {
        // A file that has grown since names what nobody has learnt of.
        most: lengths[index] ?? 0,
        onLine: (name, block, start, end) => {
          const place = spread(components.root(components.number(name.stream))) % count
          writers[place]?.write(block.bytes.subarray(start, end))
        },
        onBroken: () => undefined,
      })
    }
  } finally {
    for (const { end } of writers) end()
  }
  return { paths, broken }
}

/** @returns how many lines the file has */
async function learn(file: LogFile, components: Components, broken: BrokenLines, onRead: OnRead): Promise<number> {
  const { number, join: together } = components
  return eachLine(file, onRead, {
    most: Infinity,
    onLine: ({ stream, visitor, unit }) => {
      const page = number(stream)
      if (visitor !== undefined) together(page, number(visitor))
      if (unit !== undefined) together(page, number(unit))
    },
    onBroken: (line, reason) => broken.add({ file: file.path, line, reason }),
  })
}

/** Hashes of the names that a line brings together; a ledger names a stream only. */
interface NamesInLine {
  readonly stream: number
  readonly visitor?: number
  readonly unit?: number
}

interface LineVisitor {
  /** So many lines are looked at. */
  readonly most: number
  /** @param end behind its line break */
  onLine(names: NamesInLine, block: Block, start: number, end: number): void
  onBroken(line: number, reason: string): void
}

/** @returns how many lines there are, empty and broken ones too */
async function eachLine(file: LogFile, onRead: OnRead, { most, onLine, onBroken }: LineVisitor): Promise<number> {
  const record = createRecord(createBlock(0), createTexts())
  const take = createLineTaker(record)
  const readBlock = createBlockReader(record, {
    onRecord: (block, start, end) => onLine(namesIn(), block, start, end),
    onText: (text, line, block, start, end) => {
      const decoded = readLine(text)
      if (decoded?.status === 'rejected') onBroken(line, decoded.reason)
      else if (decoded) {
        take(decoded)
        onLine(namesIn(), block, start, end)
      }
    },
  })
  let line = 1
  const cutter = createLineCutter((block, start, end) => {
    line = readBlock(block, start, end, line, most)
  })

  function namesIn(): NamesInLine {
    const { hashes, type } = record
    // Streams are no ids: one that has the text of a visitor need not be its.
    const stream = (hashes[field.stream] ?? 0) ^ 0x5bd1e995
    if (type === lineType.ledger) return { stream }
    const visitor = hashes[field.visitor] ?? 0
    return hasField(record, field.unit) ? { stream, visitor, unit: hashes[field.unit] ?? 0 } : { stream, visitor }
  }

  // The one that a collector writes to has been open since it was found, and is read twice.
  const handle = file.opened ?? (await openLogFile(file))
  let rest: string | undefined
  try {
    for await (const chunk of chunksOf(handle.fd, await isGzipped(handle), onRead)) {
      if (isBroken(chunk)) rest = chunk.broken
      else cutter.push(chunk)
      if (line > most) return most
    }
    cutter.end()
  } finally {
    if (handle !== file.opened) await handle.close()
  }
  if (rest !== undefined) onBroken(line, rest)
  return line - 1
}

/** Roots are numbers in the order of first sight; their neighbours are visitors of the same hour. */
const spread = (number: number): number => (Math.imul(number, 0x9e3779b1) >>> 7) >>> 0

const bufferBytes = 64 * 1024

function createWriter(path: string): { write(bytes: Uint8Array): void; end(): void } {
  const file = openSync(path, 'wx')
  const buffer = new Uint8Array(bufferBytes)
  let held = 0
  const flush = (bytes: Uint8Array) => {
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
  }
  const empty = () => {
    flush(buffer.subarray(0, held))
    held = 0
  }
  return {
    write: (bytes) => {
      if (held + bytes.length > bufferBytes) empty()
      if (bytes.length > bufferBytes) return flush(bytes)
      buffer.set(bytes, held)
      held += bytes.length
    },
    end: () => {
      try {
        empty()
      } finally {
        closeSync(file)
      }
    },
  }
}
