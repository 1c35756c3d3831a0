import type { ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { ended, heddle, start, temporaryFolder } from './heddle.js'

vi.setConfig({ testTimeout: 60_000 }) // each test starts processes

const sentAt = 1_700_000_000_000
const batch = JSON.stringify({
  version: 1,
  sentAt,
  streams: [{ stream: 'stream-1', issued: 2 }],
  rows: [
    {
      ...{ stream: 'stream-1', visitor: 'ann', session: 's', page: '/' },
      events: [
        { type: 'exposure', experiment: 'home-tabs', variant: 'control', by: 'sight', seq: 1, at: sentAt },
        { type: 'click', goal: 'best', seq: 2, at: sentAt },
      ],
    },
  ],
})

/** Resolves with where it listens, as it says itself; rejects with what it said if it ends instead. */
function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', (text) => {
      said += text
      const [url] = /http:\/\/[^,]*/.exec(said) ?? []
      if (url) resolve(url)
    })
    child.on('close', () => reject(new Error(`The collector ended: ${said}`)))
  })
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  'writes what it is sent to the log and ends cleanly on %s',
  async (signal) => {
    const folder = await temporaryFolder()
    const child = start(['collect', '--port', '0', '--log', 'log'], folder)
    const end = ended(child)
    const url = await listening(child)
    const answer = await fetch(url, { method: 'POST', body: batch })
    expect(await answer.json()).toMatchObject({ acks: [['stream-1', 1, 2]] })
    child.kill(signal)
    const { code, out, err } = await end
    expect({ code, out }).toEqual({ code: 0, out: '' })
    expect(err).toMatch(/^Listening at http:\/\/127\.0\.0\.1:\d+\/collect, writing to log\/events\.ndjson\./)
    expect(err).toMatch(/Stopped; 3 lines written to log\/events\.ndjson\.\n$/)
    const log = await readFile(join(folder, 'log', 'events.ndjson'), 'utf8')
    const written = log
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(written).toMatchObject([
      { type: 'exposure', seq: 1 },
      { type: 'click', seq: 2 },
      { type: 'ledger', issued: 2, browser: 'other' },
    ])

    const lift = await heddle(['lift', 'log'], folder)
    expect(lift.out).toContain('home-tabs')
  },
)

test('listens at /collect only, and says so elsewhere', async () => {
  const child = start(['collect', '--port', '0'], await temporaryFolder())
  const url = await listening(child)
  const answer = await fetch(new URL('/', url), { method: 'POST', body: batch })
  expect([answer.status, await answer.text()]).toEqual([404, 'Nothing is here; the collector is at /collect.\n'])
})

test('names the port that is in use', async () => {
  const folder = await temporaryFolder()
  const { port } = new URL(await listening(start(['collect', '--port', '0', '--log', 'one'], folder)))
  const { code, err } = await heddle(['collect', '--port', port, '--log', 'other'], folder)
  expect(code).toBe(1)
  expect(err).toMatch(new RegExp(`^heddle: Port ${port} on 127\\.0\\.0\\.1 is in use`))
})

test.each(['70000', 'eighty'])('refuses the port %s', async (port) => {
  const { code, err } = await heddle(['collect', `--port=${port}`], await temporaryFolder())
  expect({ code, err }).toEqual({
    code: 64,
    err: `heddle collect: --port is a whole number from 0 to 65535, got "${port}".\n`,
  })
})

test('shows the lift of its log beside, if asked', async () => {
  const folder = await temporaryFolder()
  const child = start(['collect', '--port', '0', '--workbench', '0', '--log', 'log'], folder)
  const page = await new Promise<string>((resolve) => {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      const [, url] = /The lift is at (http:\/\/127\.0\.0\.1:\d+),/.exec(text) ?? []
      if (url) resolve(url)
    })
  })
  expect(await (await fetch(page)).text()).toContain('data-log="log/log"')
  expect((await fetch(`${page}/log/log`)).headers.get('etag')).not.toBeNull()
  expect(await heddle(['collect', '--workbench', 'x'], folder)).toMatchObject({ code: 64 })
})
