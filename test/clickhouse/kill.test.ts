import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { newFolder } from '../analysis/folder.js'
import { clicks, sees, textOf, visit } from '../analysis/log-builder.js'
import { newDatabase, openServers, rowsIn, sharedServers } from './servers.js'

const servers = sharedServers()
const kills = Number(process.env.HEDDLE_KILLS ?? 3)
const visitors = 2000
const blockLines = 250

/** The child as JavaScript: Node runs no TypeScript of its own. */
async function childIn(folder: string): Promise<string> {
  const outfile = join(folder, 'child.mjs')
  await build({
    entryPoints: [fileURLToPath(new URL('kill.child.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@heddle/source'],
    // The client is CommonJS and asks for Node's modules by require.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)" },
  })
  return outfile
}

test('a log is brought whole and once, however often the bringing is killed', async () => {
  const folder = await newFolder()
  const script = await childIn(folder)
  const file = join(folder, 'log.ndjson')
  const entries = Array.from({ length: visitors }, (_, index) =>
    visit({ visitor: `visitor ${index}` }, [index, sees('tabs', 'control')], [index + 1, clicks('best')]),
  ).flat()
  // A fifth of the lines are there twice: copies are lines as others are.
  const copies = entries.filter((_, index) => index % 5 === 0)
  await writeFile(file, textOf([...entries, ...copies]))
  const urls = await servers.urls()
  const database = newDatabase()
  const opened = await openServers(urls, database)
  const waits = fc.sample(fc.integer({ min: 0, max: 400 }), { numRuns: kills, seed: 11 })

  let killedAtWork = 0
  for (const ms of [...waits, undefined]) {
    const child = spawn(process.execPath, [script, file, database, String(blockLines), ...urls], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    const ended = once(child, 'exit')
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    if (ms === undefined) {
      expect(await ended).toEqual([0, null])
      break
    }
    await Promise.race([once(child.stdout, 'data'), ended])
    await delay(ms)
    if (!said.includes('done')) killedAtWork++
    child.kill('SIGKILL')
    await ended
  }

  expect(killedAtWork).toBeGreaterThan(0)
  const stored = (await rowsIn(opened, 'events')).map((row) => JSON.parse(row).slice(1, 3).join(' ')).sort()
  expect(stored).toEqual([...entries, ...copies].map(({ stream, seq }) => `${stream} ${seq}`).sort())
})
