/**
 * The only place that knows the ClickHouse package: a server that answers SQL with rows of texts and takes rows in bytes.
 */
import { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import type * as ClickHouse from '@clickhouse/client'
import { createTextLines } from '../text-lines.js'
import { identifier, literal } from './literal.js'
import { createRowReader, type Row, rowFormat } from './tab-separated.js'

/** Where a server is, and who asks. */
export interface ServerPlace {
  /** Such as `https://clickhouse-1.example.com:8443`; without a user and without a password. */
  readonly url: string
  /** `heddle` unless given. */
  readonly database?: string
  /** `default`, as ClickHouse has it, unless given. */
  readonly user?: string
  /** Empty unless given. */
  readonly password?: string
}

/** One server. */
export interface Server {
  /** For people: the address and the database. */
  readonly name: string
  readonly database: string
  /** Such as `18.16.1`. */
  readonly version: string
  query(sql: string): Promise<readonly Row[]>
  /** The same, a part of the rows at a time. */
  rows(sql: string): AsyncIterable<readonly Row[]>
  /** A statement that answers nothing. */
  run(sql: string): Promise<void>
  insert(insert: Insert): Promise<void>
  /** Resolves when no insert of the name is at work, as one may be whose sender is gone. */
  settled(insertName: string): Promise<void>
  /** What the server answers in the format RowBinary, as it comes. */
  bytes(sql: string): AsyncIterable<Uint8Array>
  /** Calling it twice is harmless. */
  close(): Promise<void>
}

export interface Insert {
  readonly table: string
  readonly columns: readonly string[]
  /** Rows in the format RowBinary. */
  readonly rows: Uint8Array
  /** What it is called on the server; of two of the same name at the same time, the server refuses one. */
  readonly name: string
}

export const defaultDatabase = 'heddle'

/** A whole log is read by one query, and no answer comes before its end. */
const requestTimeoutMs = 24 * 3_600_000

/** A body that is taken in pieces, so that the server works on the first while the last are on their way. */
const pieceBytes = 1 << 20

/** The setting without which a new server refuses a block with the events of many days; old ones do not know it. */
const manyDays = 'max_partitions_per_insert_block'

/**
 * @param load where the package comes from
 * @throws Error that says what to install, or names the server that does not answer
 */
export async function openServer(
  place: ServerPlace,
  load: () => Promise<typeof ClickHouse> = loadPackage,
): Promise<Server> {
  const { createClient, ClickHouseLogLevel } = await load().catch((cause) => {
    throw new Error('ClickHouse is reached by its own client, which is not installed: npm install @clickhouse/client', {
      cause,
    })
  })
  const address = addressOf(place.url)
  const database = place.database ?? defaultDatabase
  const name = `${address} (${database})`
  const client = createClient({
    url: address,
    username: place.user ?? 'default',
    password: place.password ?? '',
    request_timeout: requestTimeoutMs,
    log: { level: ClickHouseLogLevel.OFF },
  })
  const saying = async <Result>(work: Promise<Result>): Promise<Result> => {
    try {
      return await work
    } catch (cause) {
      throw new Error(`ClickHouse at ${name}: ${reasonOf(cause)}`, { cause })
    }
  }
  async function* answerTo(sql: string, format: string): AsyncGenerator<Uint8Array> {
    // Else an error that comes in the middle of an answer would be a part of it.
    const whole = { wait_end_of_query: 1 } as const
    const { stream } = await saying(client.exec({ query: `${sql}\nFORMAT ${format}`, clickhouse_settings: whole }))
    for await (const bytes of stream) yield bytes
  }
  async function* rows(sql: string): AsyncGenerator<readonly Row[]> {
    const read = createRowReader()
    const lines = createTextLines()
    for await (const bytes of answerTo(sql, rowFormat)) {
      for (const line of lines.push(bytes)) read.push(line)
      yield read.take()
    }
  }
  const query = async (sql: string) => {
    const all: Row[] = []
    for await (const some of rows(sql)) for (const row of some) all.push(row)
    return all
  }
  const known = `SELECT version(), (SELECT count() FROM system.settings WHERE name = '${manyDays}')`
  const [[version, count] = []] = await query(known).catch(async (cause) => {
    await client.close()
    throw cause
  })
  const settings = count === 1 ? { [manyDays]: '0' } : {}
  return {
    name,
    database,
    version: String(version),
    query,
    rows,
    bytes: (sql) => answerTo(sql, 'RowBinary'),
    run: (sql) => saying(client.command({ query: sql }).then(() => undefined)),
    insert: async ({ table, columns, rows, name: query_id }) => {
      const into = `INSERT INTO ${identifier(database)}.${identifier(table)} (${columns.map(identifier).join(', ')})`
      const answer = await saying(
        client.exec({
          query: `${into} FORMAT RowBinary`,
          values: Readable.from(piecesOf(rows), { objectMode: false }),
          query_id,
          clickhouse_settings: settings,
        }),
      )
      for await (const _ of answer.stream);
    },
    settled: async (insertName) => {
      const atWork = `SELECT count() FROM system.processes WHERE query_id = ${literal(insertName)}`
      while ((await query(atWork))[0]?.[0] !== 0) await delay(100)
    },
    close: () => client.close(),
  }
}

const loadPackage = () => import('@clickhouse/client')

/** @throws TypeError that names the address, if it is none or carries a password */
function addressOf(url: string): string {
  const { protocol, username, password, origin, pathname } = URL.canParse(url) ? new URL(url) : noUrl
  if (protocol !== 'http:' && protocol !== 'https:') {
    throw new TypeError(`"${url}" is no address of a ClickHouse server; one is http://127.0.0.1:8123.`)
  }
  if (username !== '' || password !== '') {
    throw new TypeError(
      `The address of ${origin} carries a user or a password, which others can read there; give them apart, to the command by HEDDLE_CLICKHOUSE_USER and HEDDLE_CLICKHOUSE_PASSWORD.`,
    )
  }
  return origin + pathname.replace(/\/$/, '')
}

const noUrl = { protocol: '', username: '', password: '', origin: '', pathname: '' }

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += pieceBytes) yield bytes.subarray(start, start + pieceBytes)
}

/** The server's own words, without the names of its classes; or why it was not reached. */
function reasonOf(cause: unknown): string {
  const text = cause instanceof Error ? cause.message || cause.name : String(cause)
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
  if (code === 'ECONNREFUSED') return 'nothing answers there; is the server running, and is this its HTTP port?'
  const plain = text
    .replace(/, e\.what\(\) = DB::Exception\s*/g, '')
    .replace(/e\.displayText\(\) = /g, '')
    .replace(/DB::Exception: /g, '')
    .trim()
  return /[.!?]$/.test(plain) ? plain : `${plain}.`
}
