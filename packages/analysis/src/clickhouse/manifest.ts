/**
 * What a server notes of the blocks of lines that were brought to it: one that is begun and not done was broken off.
 */
import type { Block, KnownBlock } from './blocks.js'
import type { Server } from './client.js'
import { identifier, literal } from './literal.js'

export interface NotedBlock extends KnownBlock {
  readonly state: 'begun' | 'done'
}

/** Its place among the servers. */
export interface Place {
  readonly shard: number
  readonly shards: number
}

const states = ['begun', 'done'] as const

/** The blocks that begin at this place. */
export async function blocksAfter(server: Server, before: string): Promise<readonly NotedBlock[]> {
  const rows = await server.query(
    `SELECT after, lines, max(state) FROM ${tableOf(server)} WHERE before = ${literal(before)} GROUP BY after, lines`,
  )
  return rows.map(([after, lines, state]) => ({
    after: String(after),
    lines: Number(lines),
    state: states[Number(state)] ?? 'begun',
  }))
}

export async function noteBlock(
  server: Server,
  { before, after, lines }: Block,
  file: string,
  { shard, shards }: Place,
  state: NotedBlock['state'],
): Promise<void> {
  const values = [literal(before), literal(after), lines.length, literal(file), shard, shards, states.indexOf(state)]
  await server.run(
    `INSERT INTO ${tableOf(server)} (before, after, lines, file, shard, shards, state) VALUES (${values.join(', ')})`,
  )
}

/**
 * Refuses servers in another order or number than before: visitors would be on two of them.
 *
 * @throws Error that names the server and what it was
 */
export async function checkPlace(server: Server, { shard, shards }: Place): Promise<void> {
  const before = await server.query(`SELECT DISTINCT shard, shards FROM ${tableOf(server)} LIMIT 2`)
  for (const [wasShard, wasShards] of before) {
    if (Number(wasShard) === shard && Number(wasShards) === shards) continue
    throw new Error(
      `ClickHouse at ${server.name} holds part ${Number(wasShard) + 1} of ${wasShards} of a log, and was given as part ${shard + 1} of ${shards}. Give the same servers in the same order, or another database.`,
    )
  }
}

/** What the insert of a block into a table is called. */
export const insertName = (block: Block, table: string): string => `heddle-${block.after}-${table}`

const tableOf = ({ database }: Server) => `${identifier(database)}.blocks`
