/**
 * Brings a log to ClickHouse servers, each line once, however often it is brought and wherever an earlier try was broken
 * off. A block of lines is noted as begun, sent, and noted as done; of one that was only begun, what is missing is sent.
 */
import type { BrokenLine } from '../lift-report.js'
import { type ReadLogOptions, readLog } from '../node/read-log.js'
import { createBrokenLines } from '../read-line.js'
import type { LogSource } from '../scan/scan.js'
import { type Block, blocksOf, numberOf } from './blocks.js'
import type { Server } from './client.js'
import { identifier } from './literal.js'
import { blocksAfter, checkPlace, insertName, type NotedBlock, noteBlock, type Place } from './manifest.js'
import { routed, type Share, type TableName } from './routes.js'
import { rowSlices, rowsWithout } from './row-slices.js'
import { createTables, logTables } from './tables.js'

export interface IngestOptions extends ReadLogOptions {
  /** Lines that are sent at once, 100,000 unless given: so many wait in memory. */
  readonly blockLines?: number
  /** Where one server is given that is one of several: only its part of the lines is brought. */
  readonly part?: Place
}

export interface IngestReport {
  /** Lines that were brought, empty ones not among them. */
  readonly lines: number
  /** Lines that every server had already, empty ones among them. */
  readonly known: number
  /** Of the lines that were brought, those that could not be read; they are noted as broken on the first server. */
  readonly broken: { readonly count: number; readonly first: readonly BrokenLine[] }
  /** Ends of files that are left for another time: a collector may be writing there. */
  readonly unfinished: readonly BrokenLine[]
  /** Rows that each server was sent. */
  readonly sent: readonly { readonly server: string; readonly rows: number }[]
}

/**
 * @param paths files, and directories of `*.ndjson` and `*.ndjson.gz`
 * @param servers always the same in the same order: a visitor's lines go to the server of `murmurHash3_32(visitor)`
 * modulo their number, a ledger to that of its stream's visitor, else to the first
 * @throws Error that names a path without a log, or the server that failed and why
 * @example await ingest(['log/'], [await openServer({ url: 'http://127.0.0.1:8123' })])
 */
export async function ingest(
  paths: readonly string[],
  servers: readonly Server[],
  options: IngestOptions = {},
): Promise<IngestReport> {
  const sources = await readLog(paths, options)
  const targets = servers.map((server, shard) => ({
    server,
    place: options.part ?? { shard, shards: servers.length },
    rows: 0,
  }))
  for (const { server, place } of targets) {
    await createTables(server)
    await checkPlace(server, place)
  }
  const counts = { lines: 0, known: 0 }
  const broken = createBrokenLines()
  const unfinished: BrokenLine[] = []

  async function bring(block: Block, states: readonly (NotedBlock['state'] | undefined)[], file: string) {
    if (states.every((state) => state === 'done')) {
      counts.known += block.lines.length
      return
    }
    const { shares, lines, broken: unread } = routed(block, file, options.part?.shards ?? servers.length)
    counts.lines += lines
    for (const line of unread) broken.add(line)
    await Promise.all(
      targets.map(async (target, index) => {
        const share = shares[target.place.shard]
        const state = states[index]
        if (!share || state === 'done') return
        if (state === undefined) await noteBlock(target.server, block, file, target.place, 'begun')
        target.rows += await send(target.server, block, share, state === 'begun')
        await noteBlock(target.server, block, file, target.place, 'done')
      }),
    )
  }

  for (const source of sources) await eachBlock(source, servers, options.blockLines ?? 100_000, bring, unfinished)
  return {
    lines: counts.lines,
    known: counts.known,
    broken: { count: broken.count, first: broken.first },
    unfinished,
    sent: targets.map(({ server, rows }) => ({ server: server.name, rows })),
  }
}

async function eachBlock(
  source: LogSource,
  servers: readonly Server[],
  blockLines: number,
  bring: (block: Block, states: readonly (NotedBlock['state'] | undefined)[], file: string) => Promise<void>,
  unfinished: BrokenLine[],
): Promise<void> {
  let noted: readonly (readonly NotedBlock[])[] = []
  const knownAfter = async (before: string) => {
    noted = await Promise.all(servers.map((server) => blocksAfter(server, before)))
    return noted.flat()
  }
  for await (const block of blocksOf(source, blockLines, knownAfter)) {
    if ('unfinished' in block) unfinished.push(block.unfinished)
    else {
      const states = noted.map((blocks) => blocks.find(({ after }) => after === block.after)?.state)
      await bring(block, states, source.name)
    }
  }
}

/** @returns how many rows were sent */
async function send(server: Server, block: Block, share: Share, isBegun: boolean): Promise<number> {
  let sent = 0
  for (const { name, columns } of Object.values(logTables)) {
    const writer = share[name]
    if (writer.rows === 0) continue
    const id = insertName(block, name)
    const ours = writer.bytes()
    const missing = isBegun ? await missingRows(server, block, name, ours, id) : { bytes: ours, rows: writer.rows }
    if (missing.rows === 0) continue
    await server.insert({ table: name, columns: Object.keys(columns), rows: missing.bytes, name: id })
    sent += missing.rows
  }
  return sent
}

/** Of the rows of a block that was broken off, those that did not arrive. */
async function missingRows(server: Server, block: Block, table: TableName, ours: Buffer, id: string) {
  await server.settled(id)
  const { columns } = logTables[table]
  const listed = Object.keys(columns).map(identifier).join(', ')
  const from = `${identifier(server.database)}.${table}`
  const there: Uint8Array[] = []
  for await (const bytes of server.bytes(`SELECT ${listed} FROM ${from} WHERE block = ${numberOf(block)}`)) {
    there.push(bytes)
  }
  const missing = rowsWithout(rowSlices(ours, columns), rowSlices(Buffer.concat(there), columns))
  return { bytes: Buffer.concat(missing), rows: missing.length }
}
