/** Today's dialect of ClickHouse, spoken by chdb, against the scan: the same bits. fast-check prints the seed of a log that fails. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { openServer } from '@heddle/analysis/clickhouse'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { hours2 } from '../analysis/families.js'
import { logs, stretched } from '../analysis/random-log.js'
import { expectSameBits } from '../clickhouse/same-bits.js'

const program = fileURLToPath(new URL('../clickhouse/chdb-server.mjs', import.meta.url))
const chdb = spawn(process.execPath, [program, process.env.HEDDLE_CHDB ?? '.'], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
afterAll(async () => {
  chdb.kill()
  await once(chdb, 'exit')
})
const url = once(chdb.stdout, 'data').then(([line]) => String(line).trim())

test('answers as a server of today', async () => {
  const server = await openServer({ url: await url })
  expect(Number.parseInt(server.version, 10)).toBeGreaterThanOrEqual(25)
  await server.close()
})

test('gives the same bits as the scan', { timeout: 1_200_000 }, async () => {
  const urls = [await url]
  await fc.assert(
    fc.asyncProperty(logs, fc.constantFrom(1, 12), (lines, grain) =>
      expectSameBits(urls, stretched(lines, hours2, grain)),
    ),
    { numRuns: Number(process.env.HEDDLE_LOGS ?? 4), endOnFailure: true },
  )
})
