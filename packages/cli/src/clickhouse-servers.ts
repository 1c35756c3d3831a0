/**
 * Opens the ClickHouse servers that the command line names, in their order, and closes them again.
 */
import type { Server } from '@heddle/analysis/clickhouse'
import { listOf, type OptionSpec, type Options, textOf } from './command.js'
import type { Terminal } from './terminal.js'

export const serverOptions: readonly OptionSpec[] = [
  {
    flags: '--url <address>',
    description: 'HTTP address of a ClickHouse server; several, always in the same order, share the visitors',
    repeatable: true,
  },
  { flags: '--database <name>', description: 'database on the servers; heddle unless given' },
]

/** Words on who asks the servers, for the command's description. */
export const credentialsNote =
  'The user and the password are taken from HEDDLE_CLICKHOUSE_USER and HEDDLE_CLICKHOUSE_PASSWORD.'

/** Where the servers are. */
export interface ServerAddresses {
  readonly urls: readonly string[]
  readonly database?: string
}

export function addressesIn(options: Options): ServerAddresses {
  const database = textOf(options, 'database')
  return { urls: listOf(options, 'url'), ...(database === undefined ? {} : { database }) }
}

/** @throws Error that names the server that does not answer */
export async function withServers<Result>(
  { urls, database }: ServerAddresses,
  { env }: Terminal,
  use: (servers: readonly Server[]) => Promise<Result>,
): Promise<Result> {
  const { openServer } = await import('@heddle/analysis/clickhouse')
  const { HEDDLE_CLICKHOUSE_USER: user, HEDDLE_CLICKHOUSE_PASSWORD: password } = env
  const servers: Server[] = []
  try {
    for (const url of urls) {
      servers.push(
        await openServer({
          url,
          ...(database === undefined ? {} : { database }),
          ...(user === undefined ? {} : { user }),
          ...(password === undefined ? {} : { password }),
        }),
      )
    }
    return await use(servers)
  } finally {
    for (const server of servers) await server.close()
  }
}
