/**
 * Today's ClickHouse behind HTTP, in a process of its own: chdb is the server as a library, and what the official client
 * sends is answered by it. Says on one line where it listens.
 *
 *   node chdb-server.mjs FOLDER-OF-CHDB
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const { Session } = createRequire(join(process.argv[2] ?? '.', 'index.js'))('chdb')
const folder = mkdtempSync(join(tmpdir(), 'heddle-chdb-'))
process.on('SIGTERM', () => {
  rmSync(folder, { recursive: true, force: true })
  process.kill(process.pid, 'SIGKILL') // The library's own threads would keep the process from ending.
})
const session = new Session(join(folder, 'data'))
let bodies = 0

/** Only what these tests send: a statement, or an insert whose rows are the body. */
const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
  if (pathname === '/ping') return response.end('Ok.\n')
  /** @type {Buffer[]} */
  const body = []
  for await (const part of request) body.push(part)
  try {
    const query = searchParams.get('query')
    const result = query === null ? await run(Buffer.concat(body).toString()) : await insert(query, Buffer.concat(body))
    response.end(result)
  } catch (error) {
    response.writeHead(500, { 'X-ClickHouse-Exception-Code': '1' }).end(error instanceof Error ? error.message : error)
  }
})

/** @param {string} sql */
async function run(sql) {
  const result = await session.queryAsync(sql, { format: 'TabSeparated' })
  return Buffer.from(result.bytes())
}

/**
 * A library takes no rows beside a statement, so they go through a file.
 *
 * @param {string} query
 * @param {Buffer} rows
 */
async function insert(query, rows) {
  const [, into = '', table = '', columns = ''] = /^(INSERT INTO (.+?) \((`.*)\)) FORMAT RowBinary$/s.exec(query) ?? []
  const file = join(folder, `rows-${++bodies}`)
  writeFileSync(file, rows)
  const types = new Map(
    (await run(`DESCRIBE TABLE ${table}`))
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => [line.split('\t')[0], line.split('\t')[1]]),
  )
  const names = columns.replaceAll('`', '').split(', ')
  const structure = names.map((name) => `${name} ${types.get(name)}`).join(', ')
  await run(`${into} SELECT * FROM file('${file}', 'RowBinary', '${structure}')`)
  rmSync(file)
  return ''
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(`http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : ''}`)
})
