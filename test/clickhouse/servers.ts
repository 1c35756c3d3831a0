/**
 * Real servers for the tests of a file, started once and stopped at the end; each test has databases of its own.
 */
import { openServer, type Server } from '@heddle/analysis/clickhouse'
import { afterAll, onTestFinished } from 'vitest'
import { startServers } from '../../scripts/clickhouse/start-servers.mjs'

/** Two servers of version 18.16, shared by the tests of a file. */
export function sharedServers(): { readonly urls: () => Promise<readonly string[]> } {
  const started = startServers(2)
  afterAll(async () => {
    for (const server of await started) await server.stop()
  })
  return { urls: async () => (await started).map(({ url }) => url) }
}

let databases = 0

/** A name that no other test uses. */
export const newDatabase = (): string => `test ${process.pid} ${++databases}`

/** Connections to a new database on each server; closed with the test. */
export async function openServers(urls: readonly string[], database: string = newDatabase()): Promise<Server[]> {
  const servers = await Promise.all(urls.map((url) => openServer({ url, database })))
  onTestFinished(async () => {
    for (const server of servers) await server.close()
  })
  return servers
}

/** All of a table, sorted as text. */
export async function rowsIn(servers: readonly Server[], table: string): Promise<string[]> {
  const all = await Promise.all(servers.map((server) => server.query(`SELECT * FROM \`${server.database}\`.${table}`)))
  return all
    .flat()
    .map((row) => JSON.stringify(row.map((cell) => (cell === null ? null : String(cell)))))
    .sort()
}
