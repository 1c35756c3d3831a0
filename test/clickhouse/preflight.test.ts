/** What makes numbers of several servers wrong is refused before anything is added up; what a server refuses is said. */

import { proportion, scan } from '@heddle/analysis'
import { measureServers, openServer } from '@heddle/analysis/clickhouse'
import { expect, test } from 'vitest'
import { identifier } from '../../packages/analysis/src/clickhouse/literal.js'
import { secretUser } from '../../scripts/clickhouse/start-servers.mjs'
import { clicks, linesOf, reaches, sees, visit } from '../analysis/log-builder.js'
import { broughtTo } from './same-bits.js'
import { newDatabase, sharedServers } from './servers.js'

const servers = sharedServers()
const metrics = { best: proportion('best') }

const log = Array.from({ length: 30 }, (_, index) =>
  visit(
    { visitor: `visitor ${index}` },
    [
      index,
      sees('tabs', index % 2 === 0 ? 'control' : 'trial', { attributes: { lang: index % 3 === 0 ? 'de' : 'en' } }),
    ],
    [index + 1, clicks('best')],
  ),
).flat()

test('splits units by an attribute, on two servers as in the scan', async () => {
  const opened = await broughtTo(await servers.urls(), log)
  const options = { metrics, segment: 'lang' }
  const measured = await measureServers(opened, options)
  expect(measured).toEqual(await scan([{ name: 'log', lines: linesOf(log) }], options))
  expect([...(measured.experiments[0]?.segments?.observed.keys() ?? [])]).toEqual(['en', 'de'])
})

test('refuses servers on which lines were spread without regard to their visitors', async () => {
  const opened = await broughtTo(await servers.urls(), log)
  const [one, other] = opened.map(({ database }) => `${identifier(database)}.events`)
  const [server] = opened
  expect(one).toBe(other)
  // What another tool would have done: a line of a visitor of the other server.
  const stranger = (await opened[1]?.query(`SELECT visitor FROM ${other} LIMIT 1`))?.[0]?.[0]
  await server?.run(
    `INSERT INTO ${one} (type, stream, seq, at, visitor, session, page, goal, sentAt, receivedAt) VALUES ('click', 'other', 1, 5, '${stranger}', 's', '/', 'best', 5, 5)`,
  )
  await expect(measureServers(opened, { metrics })).rejects.toThrow(
    `The unit "${stranger}" has events on ${server?.name} and on ${opened[1]?.name}, so the servers cannot be added up.`,
  )
})

test('adds up servers on which visitors were spread by another rule, since none is on two', async () => {
  const opened = await broughtTo(await servers.urls(), log)
  expect(await measureServers([...opened].reverse(), { metrics })).toEqual(
    await scan([{ name: 'log', lines: linesOf(log) }], { metrics }),
  )
})

test('refuses a unit that visitors of two servers share', async () => {
  const shared = log.map((event) => (event.type === 'exposure' ? { ...event, unit: 'the order' } : event))
  const opened = await broughtTo(await servers.urls(), shared)
  await expect(measureServers(opened, { metrics })).rejects.toThrow('The unit "the order" has events on')
})

test('counts what is missing as the scan does where a later page tells how far one had counted', async () => {
  const told = ['page of visitor 3', 'page of visitor 4', 'page of nobody'].map((stream, index) => ({
    ...{ type: 'ledger' as const, stream, issued: 4 + index, dropped: [[3, 3, 'full'] as const] },
    // It also tells that the stream's clock was less wrong than its events say.
    ...{ sentAt: 1_700_000_100_000, receivedAt: 1_700_000_099_998 },
  }))
  const lines = [...log, ...told]
  const opened = await broughtTo(await servers.urls(), lines)
  const measured = await measureServers(opened, { metrics })
  expect(measured).toEqual(await scan([{ name: 'log', lines: linesOf(lines) }], { metrics }))
  expect(measured.log?.delivery).toMatchObject({ issued: 60 - 4 + 4 + 5 + 6, dropped: 3 })
})

test('takes units that visitors declare for themselves', async () => {
  const own = log.map((event) => (event.type === 'exposure' ? { ...event, unit: `order of ${event.visitor}` } : event))
  const later = visit({ visitor: 'visitor 1', stream: 'later' }, [50, reaches('best', 1, 'order of visitor 1')])
  const orders = [...own, ...later]
  const opened = await broughtTo(await servers.urls(), orders)
  expect(await measureServers(opened, { metrics })).toEqual(
    await scan([{ name: 'log', lines: linesOf(orders) }], { metrics }),
  )
})

test('leaves nothing behind on the servers, also when a metric is refused', async () => {
  const opened = await broughtTo(await servers.urls(), log)
  await measureServers(opened, { metrics })
  await expect(measureServers(opened, { metrics, segment: 'nothing' })).rejects.toThrow('No exposure has the attribute')
  for (const server of opened) {
    const tables = await server.query(
      `SELECT name FROM system.tables WHERE database = '${server.database}' ORDER BY name`,
    )
    expect(tables.flat()).toEqual(['blocks', 'broken', 'events', 'ledgers'])
  }
})

test('says which server refused, and why', async () => {
  const [url = ''] = await servers.urls()
  const server = await openServer({ url, database: newDatabase() })
  await expect(server.query('SELECT nope')).rejects.toThrow(
    /^ClickHouse at http:\/\/127\.0\.0\.1:\d+ \(test .*\): Code: 47, Unknown identifier: nope/,
  )
  await expect(measureServers([server], { metrics })).rejects.toThrow(/Code: (60|81), .* doesn't exist/)
  await server.close()
  await expect(openServer({ url: 'http://127.0.0.1:1' })).rejects.toThrow(
    'nothing answers there; is the server running',
  )
  await expect(openServer({ url: 'clickhouse-1:8123' })).rejects.toThrow('is no address of a ClickHouse server')
  await expect(openServer({ url: 'http://me:secret@clickhouse-1:8123' })).rejects.toThrow(
    /carries a user or a password/,
  )
  await expect(openServer({ url: 'http://me:secret@clickhouse-1:8123' })).rejects.not.toThrow(/secret/)
})

test('asks with the user and the password that it is given', async () => {
  const [url = ''] = await servers.urls()
  const server = await openServer({ url, ...secretUser })
  expect(await server.query("SELECT user FROM system.processes WHERE query LIKE '%own%'")).toEqual([[secretUser.user]])
  await server.close()
  await expect(openServer({ url, user: secretUser.user, password: 'wrong' })).rejects.toThrow(
    /ClickHouse at .*[Pp]assword/,
  )
})

test('says what to install where the client is missing', async () => {
  const missing = () => Promise.reject(new Error('Cannot find package'))
  await expect(openServer({ url: 'http://127.0.0.1:1' }, missing)).rejects.toThrow(
    'ClickHouse is reached by its own client, which is not installed: npm install @clickhouse/client',
  )
})
