/**
 * Servers as one engine of the SQL job: every statement is sent to each of them, and the rows of all are handed back.
 * They share no unit, so that whatever the statements count can be added.
 */
import { randomBytes } from 'node:crypto'
import type { SqlEngine } from '../sql/engine.js'
import type { Server } from './client.js'
import { dialectOf } from './dialect.js'
import { identifier, literal } from './literal.js'

export interface ShardsEngine extends SqlEngine {
  /**
   * An empty table on every server, kept like the others.
   *
   * @param columns with their types
   */
  create(name: string, columns: string): Promise<KeptTable>
  /** Removes what was kept; calling it twice is harmless. */
  close(): Promise<void>
}

export interface KeptTable {
  /** Without its database. */
  readonly table: string
  /** What stands after FROM. */
  readonly name: string
}

/** What a run that was killed has left is removed after a day, for until then somebody may work with it. */
const abandonedAfterMs = 24 * 3_600_000

/**
 * @throws Error if the servers have different databases or versions: a statement is the same for all
 */
export async function openShards(servers: readonly Server[]): Promise<ShardsEngine> {
  const [first] = servers
  if (!first) throw new TypeError('Name at least one ClickHouse server.')
  for (const { name, database, version } of servers) {
    if (database !== first.database) throw new TypeError(`${name} should have the database of ${first.name}.`)
    if (majorOf(version) !== majorOf(first.version)) {
      throw new TypeError(
        `${name} is version ${version} and ${first.name} version ${first.version}; they should be the same.`,
      )
    }
  }
  await Promise.all(servers.map(removeAbandoned))
  const run = `${prefix}${Date.now()}_${randomBytes(4).toString('hex')}`
  const all: string[] = []
  const onAll = (sql: string) => Promise.all(servers.map((server) => server.run(sql)))
  const newTable = (name: string): KeptTable => {
    const table = `${run}_${name}`
    const kept = { table, name: `${identifier(first.database)}.${table}` }
    all.push(kept.name)
    return kept
  }
  return {
    dialect: dialectOf(first.version),
    databases: servers.map((server) => ({ ask: server.query, blocks: server.rows })),
    ask: async (sql) => (await Promise.all(servers.map((server) => server.query(sql)))).flat(),
    keep: async (name, sql) => {
      const kept = newTable(name)
      await onAll(`CREATE TABLE ${kept.name} ENGINE = MergeTree ORDER BY tuple() AS ${sql}`)
      return kept.name
    },
    create: async (name, columns) => {
      const kept = newTable(name)
      await onAll(`CREATE TABLE ${kept.name} (${columns}) ENGINE = MergeTree ORDER BY tuple()`)
      return kept
    },
    close: async () => {
      for (const name of all.splice(0)) await onAll(`DROP TABLE IF EXISTS ${name}`)
    },
  }
}

const prefix = 'kept_'

async function removeAbandoned(server: Server): Promise<void> {
  const tables = await server.query(
    `SELECT name FROM system.tables WHERE database = ${literal(server.database)} AND name LIKE '${prefix}%'`,
  )
  for (const [name] of tables) {
    const [, since = Infinity] = /^kept_(\d+)_/.exec(String(name))?.map(Number) ?? []
    if (Date.now() - since < abandonedAfterMs) continue
    await server.run(`DROP TABLE IF EXISTS ${identifier(server.database)}.${identifier(String(name))}`)
  }
}

const majorOf = (version: string) => Number.parseInt(version, 10)
