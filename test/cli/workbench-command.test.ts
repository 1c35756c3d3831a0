import { appendFile, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { workbenchSite } from '../../packages/cli/src/workbench/workbench-site.js'
import { heddle, start, temporaryFolder } from './heddle.js'

const get = (site: (request: Request) => Promise<Response>, path: string, init: RequestInit = {}) =>
  site(new Request(`http://127.0.0.1:4319${path}`, init))

const worker = '<script type="text/plain" id="worker">'
const page = `<html lang="en"><meta content="connect-src 'none'">${worker}`

async function folderWithLog(): Promise<string> {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'a.ndjson'), '{"a":1}')
  await writeFile(join(folder, 'events.ndjson'), '{"b":2}\n')
  return folder
}

test('the page of the workbench may connect to nothing, and with a log to its own server only', async () => {
  expect(await (await get(workbenchSite(page), '/')).text()).toBe(page)
  const folder = await folderWithLog()
  const served = await (await get(workbenchSite(page, { log: folder }), '/')).text()
  const [, place = ''] = /data-log="([^"]+)"/.exec(served) ?? []
  expect(served).toContain("connect-src 'self'")
  expect(await (await get(workbenchSite(page, { log: folder }), `/${place}`)).text()).toBe('{"a":1}\n{"b":2}\n')
})

test('the workbench can stand anywhere on a server', async () => {
  const site = workbenchSite(page, { log: await folderWithLog(), at: '/live/' })
  const [, place = ''] = /data-log="([^"]+)"/.exec(await (await get(site, '/live/')).text()) ?? []
  expect(await (await get(site, `/live/${place}`)).text()).toContain('{"b":2}')
  expect((await get(site, `/${place}`)).status).toBe(404)
})

test('the log is sent once, then nothing, then what has come to it', async () => {
  const folder = await folderWithLog()
  const site = workbenchSite(page, { log: folder })
  const path = `/log/${basename(folder)}`
  const first = await get(site, path)
  const etag = first.headers.get('etag') ?? ''
  expect(await first.text()).toBe('{"a":1}\n{"b":2}\n')
  const ask = (headers: HeadersInit) => get(site, path, { headers })
  expect((await ask({ 'if-none-match': etag, 'a-im': 'append' })).status).toBe(304)
  await appendFile(join(folder, 'events.ndjson'), '{"c":3}\n')
  const more = await ask({ 'if-none-match': etag, 'a-im': 'append' })
  expect([more.status, await more.text(), more.headers.get('delta-base')]).toEqual([226, '{"c":3}\n', etag])
  const whole = await ask({ 'if-none-match': etag })
  expect([whole.status, await whole.text()]).toEqual([200, '{"a":1}\n{"b":2}\n{"c":3}\n'])
})

test('definitions stand in the page and cannot end their element', async () => {
  const experiments = [{ key: '</script><b>', variants: { control: 1, other: 2 } }]
  const site = workbenchSite(page, {
    ...{ log: await folderWithLog(), definitions: { file: { experiments, goals: [], metrics: {} } } },
  })
  const [, data = ''] = /id="definitions">(.*)<\/script>/.exec(await (await get(site, '/')).text()) ?? []
  expect(data).not.toContain('<')
  expect(JSON.parse(data).file.experiments).toEqual(experiments)
})

test('the workbench answers this machine only, reads only, and knows nothing else', async () => {
  const site = workbenchSite(page, { log: await folderWithLog() })
  expect((await site(new Request('http://evil.example/'))).status).toBe(403)
  expect((await get(site, '/', { method: 'POST' })).status).toBe(405)
  expect((await get(site, '/log/../../etc/passwd')).status).toBe(404)
  expect((await get(workbenchSite(page), '/log/a')).status).toBe(404)
})

test('heddle workbench serves the page until it is stopped, and refuses another name for this machine', async () => {
  const folder = await folderWithLog()
  const child = start(['workbench', '--log', folder, '--port', '0'], folder)
  const url = await new Promise<string>((resolve) => {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(text) ?? []
      if (found) resolve(found)
    })
  })
  expect(await (await fetch(url)).text()).toContain('data-log=')
  const status = await new Promise((resolve) =>
    request(url, { headers: { host: 'evil.example' } }, ({ statusCode }) => resolve(statusCode)).end(),
  )
  expect(status).toBe(403)
})

test('heddle workbench says what is wrong with its words', async () => {
  const folder = await temporaryFolder()
  expect(await heddle(['workbench', '--port', 'x'], folder)).toMatchObject({ code: 64 })
  expect(await heddle(['workbench', '--experiments', 'plans.ts'], folder)).toMatchObject({ code: 64 })
  expect((await heddle(['workbench', '--log', 'nowhere'], folder)).err).toBe(
    'heddle: There is no file or folder nowhere.\n',
  )
})
