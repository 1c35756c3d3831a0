/**
 * Brings ledgers together with their streams, for one run. A page reports how far an earlier one had counted, long after
 * that one's events were brought; where nothing told the ingest whose stream it is, the ledger lies on a server that has
 * no event of it. It is lent to the one that has; nothing is changed in the log.
 */
import { ledgerColumns } from '../sql/schema.js'
import type { Server } from './client.js'
import { identifier } from './literal.js'
import { typeOf } from './row-binary.js'
import { rowSlices } from './row-slices.js'
import type { ShardsEngine } from './shards.js'

const streamOnly = { stream: { kind: 'text' } } as const
const columns = Object.keys(ledgerColumns).map(identifier).join(', ')

/** @returns what stands after FROM to mean the ledgers of a server's streams */
export async function ledgersOfStreams(servers: readonly Server[], engine: ShardsEngine): Promise<string> {
  const ledgers = `${identifier(servers[0]?.database ?? '')}.ledgers`
  const events = `${identifier(servers[0]?.database ?? '')}.events`
  if (servers.length < 2) return ledgers
  const streamsOf = async (server: Server, sql: string) => rowSlices(await bytesOf(server, sql), streamOnly)
  const without = `SELECT DISTINCT stream FROM ${ledgers} WHERE stream NOT IN (SELECT stream FROM ${events})`
  const strays = await Promise.all(servers.map((server) => streamsOf(server, without)))
  if (strays.every((some) => some.length === 0)) return ledgers

  const sought = await engine.create('sought', `stream ${typeOf(streamOnly.stream)}`)
  const away = await engine.create('away', `stream ${typeOf(streamOnly.stream)}`)
  const lent = await engine.create('lent', listed())
  /** By stream, the server that has events of it. */
  const homes = new Map<string, Server>()
  for (const [at, server] of servers.entries()) {
    await fill(
      server,
      sought,
      ['stream'],
      strays.flatMap((some, from) => (from === at ? [] : some)),
    )
    const found = `SELECT DISTINCT stream FROM ${events} WHERE stream IN (SELECT stream FROM ${sought.name})`
    for (const stream of await streamsOf(server, found)) if (!homes.has(keyOf(stream))) homes.set(keyOf(stream), server)
  }
  for (const [at, server] of servers.entries()) {
    const leaving = (strays[at] ?? []).filter((stream) => homes.has(keyOf(stream)))
    if (leaving.length === 0) continue
    await fill(server, away, ['stream'], leaving)
    const rows = await bytesOf(
      server,
      `SELECT ${columns} FROM ${ledgers} WHERE stream IN (SELECT stream FROM ${away.name})`,
    )
    const byHome = new Map<Server, Buffer[]>()
    for (const row of rowSlices(rows, ledgerColumns)) {
      const home = homes.get(keyOf(rowSlices(row, streamOnly)[0] ?? row))
      if (home) byHome.set(home, [...(byHome.get(home) ?? []), row])
    }
    for (const [home, some] of byHome) await fill(home, lent, Object.keys(ledgerColumns), some)
  }
  const own = `SELECT ${columns} FROM ${ledgers} WHERE stream NOT IN (SELECT stream FROM ${away.name})`
  return `(${own} UNION ALL SELECT ${columns} FROM ${lent.name}) AS ledgers`
}

/** Every byte of a text as a character. */
const keyOf = (stream: Buffer) => stream.toString('latin1')

const listed = () =>
  Object.entries(ledgerColumns)
    .map(([name, rule]) => `${identifier(name)} ${typeOf(rule)}`)
    .join(', ')

async function bytesOf(server: Server, sql: string): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of server.bytes(sql)) parts.push(part)
  return Buffer.concat(parts)
}

async function fill(
  server: Server,
  { table }: { readonly table: string },
  names: readonly string[],
  rows: readonly Buffer[],
): Promise<void> {
  if (rows.length === 0) return
  await server.insert({ table, columns: names, rows: Buffer.concat(rows), name: `heddle-${table}-${++fills}` })
}

let fills = 0
