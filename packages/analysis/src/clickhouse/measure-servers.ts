/**
 * A log on ClickHouse servers to the sums of each experiment, and to its lift report.
 */
import type { BrokenLine } from '../lift-report.js'
import type { Measurement } from '../measurement.js'
import type { MeasureOptions } from '../scan/measure.js'
import { numberOf } from '../sql/cells.js'
import { measureSql } from '../sql/measure-sql.js'
import { readText } from '../sql/stored-text.js'
import type { Server } from './client.js'
import { identifier } from './literal.js'
import { checkUnits } from './preflight.js'
import { openShards } from './shards.js'
import { ledgersOfStreams } from './stray-ledgers.js'

/**
 * The same numbers as those of the scan over the same lines, to the last bit.
 *
 * @param servers all that hold a part of the log
 * @throws Error that names a unit that lives on two servers, or the server that failed and why; RangeError that names the
 * metric whose sums are beyond what is exact
 */
export async function measureServers(servers: readonly Server[], options: MeasureOptions = {}): Promise<Measurement> {
  await checkUnits(servers)
  const engine = await openShards(servers)
  try {
    const events = `${identifier(servers[0]?.database ?? '')}.events`
    const tables = { events, ledgers: await ledgersOfStreams(servers, engine) }
    return await measureSql({ engine, tables, broken: await brokenOn(servers) }, options)
  } finally {
    await engine.close()
  }
}

/** So many broken lines are named; beyond that a count says enough. */
const namedBroken = 10

async function brokenOn(servers: readonly Server[]) {
  let count = 0
  const first: BrokenLine[] = []
  for (const server of servers) {
    const table = `${identifier(server.database)}.broken`
    const [[lines] = []] = await server.query(`SELECT count() FROM ${table}`)
    count += numberOf(lines)
    const rows = await server.query(`SELECT file, line, reason FROM ${table} ORDER BY file, line LIMIT ${namedBroken}`)
    for (const [file, line, reason] of rows) {
      first.push({ file: readText(String(file)), line: numberOf(line), reason: readText(String(reason)) })
    }
  }
  return { count, first: first.slice(0, namedBroken) }
}
