/**
 * Proves that no unit lives on two servers: added up, such a unit would count twice or be cut in two, and nothing in the
 * sums would show it.
 *
 * Where the servers hold what the ingest puts there, each proves by itself that all its visitors are its own. Else, and
 * where events declare units, the distinct names of all servers are compared by 64 bits each, in order, so that two
 * servers with the same are found in one pass; what is the same in 64 bits is compared by name.
 */
import type { Server } from './client.js'
import { identifier, literal } from './literal.js'
import { shardInSql } from './shard-of.js'

/** @throws Error that names a unit and the two servers that hold it */
export async function checkUnits(servers: readonly Server[]): Promise<void> {
  if (servers.length < 2) return
  const counts = await Promise.all(
    servers.map(async (server, shard) => {
      const misplaced = `countIf(${shardInSql('visitor', servers.length)} != ${shard})`
      const [[strangers, declared] = []] = await server.query(
        `SELECT ${misplaced}, countIf(unit != '' AND unit != visitor) FROM ${eventsOf(server)}`,
      )
      return strangers === 0 && declared === 0
    }),
  )
  if (!counts.every(Boolean)) await compareNames(servers)
}

/** All that an event can be counted for: its visitor, and the unit that it declares. */
const namesOf = (server: Server) =>
  `SELECT visitor AS id FROM ${eventsOf(server)} UNION ALL SELECT unit AS id FROM ${eventsOf(server)} WHERE unit != ''`

const eventsOf = ({ database }: Server) => `${identifier(database)}.events`

/** So many that are the same in 64 bits are looked at by name at once. */
const looked = 1000

async function compareNames(servers: readonly Server[]): Promise<void> {
  const lists = servers.map((server) =>
    hashesIn(server.bytes(`SELECT DISTINCT sipHash64(id) AS hash FROM (${namesOf(server)}) ORDER BY hash`)),
  )
  let same: bigint[] = []
  for await (const hash of inSeveral(lists)) {
    same.push(hash)
    if (same.length < looked) continue
    await refuseSame(servers, same)
    same = []
  }
  await refuseSame(servers, same)
}

/** Numbers that more than one of the ascending lists has. */
async function* inSeveral(lists: readonly AsyncIterator<bigint>[]): AsyncGenerator<bigint> {
  const heads = await Promise.all(lists.map((list) => list.next()))
  for (;;) {
    let least: bigint | undefined
    for (const head of heads) if (!head.done && (least === undefined || head.value < least)) least = head.value
    if (least === undefined) return
    let holders = 0
    for (const [index, head] of heads.entries()) {
      if (head.done || head.value !== least) continue
      holders++
      const next = await lists[index]?.next()
      if (next) heads[index] = next
    }
    if (holders > 1) yield least
  }
}

/** UInt64 in the format RowBinary. */
async function* hashesIn(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<bigint> {
  let rest = Buffer.alloc(0)
  for await (const part of bytes) {
    const all = Buffer.concat([rest, part])
    let at = 0
    for (; at + 8 <= all.length; at += 8) yield all.readBigUInt64LE(at)
    rest = all.subarray(at)
  }
}

/** @throws Error if one of the numbers belongs to a name that two servers have */
async function refuseSame(servers: readonly Server[], hashes: readonly bigint[]): Promise<void> {
  if (hashes.length === 0) return
  const holders = new Map<string, Server>()
  for (const server of servers) {
    const names = await server.query(
      `SELECT DISTINCT id FROM (${namesOf(server)}) WHERE sipHash64(id) IN (${hashes.map((hash) => `toUInt64(${literal(String(hash))})`).join(', ')})`,
    )
    for (const [name] of names) {
      const other = holders.get(String(name))
      if (other) {
        throw new Error(
          `The unit "${name}" has events on ${other.name} and on ${server.name}, so the servers cannot be added up. Bring the log with heddle ingest, which keeps a visitor on one server; a unit that several visitors share fits on one server only.`,
        )
      }
      holders.set(String(name), server)
    }
  }
}
