import { writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { workbenchSite } from '../../packages/cli/src/workbench/workbench-site.js'
import { heddle, start, temporaryFolder } from './heddle.js'

const get = (site: (request: Request) => Promise<Response>, path: string, method = 'GET') =>
  site(new Request(`http://127.0.0.1:4319${path}`, { method }))

const page = `<html lang="en"><meta content="connect-src 'none'">`

async function folderWithLog(): Promise<string> {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'a.ndjson'), '{"a":1}')
  await writeFile(join(folder, 'events.ndjson'), '{"b":2}\n')
  return folder
}

test('the page of the workbench may connect to nothing, and with a log to its own server only', async () => {
  expect(await (await get(workbenchSite(page, undefined), '/')).text()).toBe(page)
  const folder = await folderWithLog()
  const served = await (await get(workbenchSite(page, folder), '/')).text()
  const [, place = ''] = /data-log="([^"]+)"/.exec(served) ?? []
  expect(served).toContain("connect-src 'self'")
  expect(await (await get(workbenchSite(page, folder), place)).text()).toBe('{"a":1}\n{"b":2}\n\n')
})

test('the workbench answers this machine only, reads only, and knows nothing else', async () => {
  const site = workbenchSite(page, await folderWithLog())
  expect((await site(new Request('http://evil.example/'))).status).toBe(403)
  expect((await get(site, '/', 'POST')).status).toBe(405)
  expect((await get(site, '/log/../../etc/passwd')).status).toBe(404)
  expect((await get(workbenchSite(page, undefined), '/log/a')).status).toBe(404)
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
  expect((await heddle(['workbench', '--log', 'nowhere'], folder)).err).toBe(
    'heddle: There is no file or folder nowhere.\n',
  )
})
