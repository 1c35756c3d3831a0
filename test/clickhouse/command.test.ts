/** The commands on real servers, as a person runs them. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { secretUser } from '../../scripts/clickhouse/start-servers.mjs'
import { clicks, sees, textOf, visit } from '../analysis/log-builder.js'
import { heddle, temporaryFolder } from '../cli/heddle.js'
import { newDatabase, sharedServers } from './servers.js'

const servers = sharedServers()

const log = Array.from({ length: 40 }, (_, index) =>
  visit(
    { visitor: `visitor ${index}` },
    [
      index,
      sees('tabs', index % 2 === 0 ? 'control' : 'trial', { attributes: { lang: index % 3 === 0 ? 'de' : 'en' } }),
    ],
    ...(index % 4 < 3 ? [[index + 1, clicks('best')] as const] : []),
  ),
).flat()

test('a log that was brought to two servers gives the report of its files, byte by byte', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'log.ndjson'), `${textOf(log)}nonsense\n`)
  const [first = '', second = ''] = await servers.urls()
  const places = ['--url', first, '--url', second, '--database', newDatabase()]
  const brought = await heddle(['ingest', 'clickhouse', 'log.ndjson', ...places], folder)
  expect(brought).toMatchObject({ code: 0, err: '' })
  expect(brought.out).toContain('71 lines brought.')
  expect(brought.out).toContain('log.ndjson:71: the line is not JSON')
  const again = await heddle(['ingest', 'clickhouse', 'log.ndjson', ...places], folder)
  expect(again.out).toContain('0 lines brought, 71 were there already.')
  const question = ['--metric', 'entered=proportion(best)', '--segment', 'lang', '--format', 'json']
  const asked = await heddle(['lift', '--engine', 'clickhouse', ...places, ...question], folder)
  expect(asked).toEqual({ code: 0, err: '', out: (await heddle(['lift', 'log.ndjson', ...question], folder)).out })
})

test('one part of the visitors can be brought by itself', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'log.ndjson'), textOf(log))
  const urls = await servers.urls()
  const database = newDatabase()
  for (const [index, url] of urls.entries()) {
    const part = ['--url', url, '--database', database, '--shard', `${index + 1}/2`]
    expect(await heddle(['ingest', 'clickhouse', 'log.ndjson', ...part], folder)).toMatchObject({ code: 0, err: '' })
  }
  const places = urls.flatMap((url) => ['--url', url])
  const asked = await heddle(
    ['lift', '--engine', 'clickhouse', ...places, '--database', database, '--format', 'json'],
    folder,
  )
  expect(asked).toEqual({
    code: 0,
    err: '',
    out: (await heddle(['lift', 'log.ndjson', '--format', 'json'], folder)).out,
  })
})

test('the user and the password come from the environment', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'log.ndjson'), textOf(log))
  const [url = ''] = await servers.urls()
  const words = ['ingest', 'clickhouse', 'log.ndjson', '--url', url, '--database', newDatabase()]
  const env = { HEDDLE_CLICKHOUSE_USER: secretUser.user, HEDDLE_CLICKHOUSE_PASSWORD: secretUser.password }
  expect(await heddle(words, folder, env)).toMatchObject({ code: 0, err: '' })
  const refused = await heddle(words, folder, { ...env, HEDDLE_CLICKHOUSE_PASSWORD: 'a secret' })
  expect(refused).toMatchObject({ code: 1, out: '' })
  expect(refused.err).toMatch(/^heddle: ClickHouse at .*[Pp]assword/)
  expect(refused.err).not.toContain('a secret')
})

test.each([
  [
    'no place',
    ['ingest', 'log.ndjson'],
    'the first word says where to bring the log, which is clickhouse; got "log.ndjson".',
  ],
  ['no log', ['ingest', 'clickhouse', '--url', 'http://127.0.0.1:1'], 'name the log'],
  ['no server', ['ingest', 'clickhouse', 'log.ndjson'], '--url ADDRESS names the ClickHouse server'],
  [
    'a part that is none',
    ['ingest', 'clickhouse', 'log.ndjson', '--url', 'http://a', '--shard', '3/2'],
    '--shard is a part of so many',
  ],
  [
    'a part of two servers',
    ['ingest', 'clickhouse', 'x', '--url', 'http://a', '--url', 'http://b', '--shard', '1/2'],
    '--shard is for one server',
  ],
  [
    'files of servers',
    ['lift', 'log.ndjson', '--engine', 'clickhouse', '--url', 'http://a'],
    'bring log.ndjson there first',
  ],
  ['no address', ['lift', '--engine', 'clickhouse'], '--engine clickhouse needs --url ADDRESS'],
  ['an address of files', ['lift', 'log.ndjson', '--url', 'http://a'], '--url is for --engine clickhouse'],
  [
    'columns of servers',
    ['lift', '--engine', 'clickhouse', '--url', 'http://a', '--variant', 'v'],
    'leave out --variant',
  ],
])('words that do not fit are answered with what to say: %s', async (_, words, sentence) => {
  const { code, out, err } = await heddle(words, await temporaryFolder())
  expect({ code, out }).toEqual({ code: 64, out: '' })
  expect(err).toContain(sentence)
})
