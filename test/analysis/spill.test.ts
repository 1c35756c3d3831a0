/** Logs that need more memory than they may take: the same numbers, and nothing left on the disk. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { type Metrics, mean, scan } from '@heddle/analysis'
import { readLog } from '@heddle/analysis/node'
import { build } from 'esbuild'
import fc from 'fast-check'
import { expect, onTestFinished, test, vi } from 'vitest'
import { measureLog } from '../../packages/analysis/src/node/log.js'
import { createComponents } from '../../packages/analysis/src/node/spill/components.js'
import { bytesOfSize, partitionsFor } from '../../packages/analysis/src/node/spill/memory-limit.js'
import { families, hours2 } from './families.js'
import { newFolder } from './folder.js'
import { clicks, linesOf, sees, textOf, visit } from './log-builder.js'
import { logs, stretched } from './random-log.js'

const metrics: Metrics = Object.fromEntries(Object.values(families).flatMap((family) => Object.entries(family)))

/** The system's folder for what is temporary, empty. */
async function emptyTemporary(): Promise<string> {
  const folder = join(await newFolder(), 'temporary')
  await mkdir(folder)
  vi.stubEnv('TMPDIR', folder)
  onTestFinished(() => {
    vi.unstubAllEnvs()
  })
  return folder
}

test('a log that is cut into partitions gives the bits of one that is not', { timeout: 120_000 }, async () => {
  const folder = await newFolder()
  const temporary = await emptyTemporary()
  await fc.assert(
    fc.asyncProperty(logs, fc.constantFrom(1, 12), fc.constantFrom(2, 10), async (random, grain, share) => {
      const lines = linesOf(stretched(random, hours2, grain))
      const half = Math.floor(lines.length / 2)
      // A line that is none, an empty one, a packed file, one that was cut, and no line break at the end.
      const first = ['no line', '', ...lines.slice(0, half)].join('\n')
      await writeFile(join(folder, 'a.ndjson'), first)
      await writeFile(join(folder, 'b.ndjson.gz'), gzipSync(`${lines.slice(half).join('\n')}\n{"type":`))
      await writeFile(join(folder, 'c.ndjson.gz'), gzipSync(`${lines.join('\n')}\n`.repeat(2)).subarray(0, -9))
      const memoryLimit = `${Math.ceil(first.length / share) + 1}B`
      expect(await measureLog([folder], { metrics, vitals: true }, { memoryLimit })).toEqual(
        await scan(await readLog([folder]), { metrics, vitals: true }),
      )
    }),
    { numRuns: 6 },
  )
  expect(await readdir(temporary)).toEqual([])
})

test('segments and goals are those of the whole log, not of a partition', async () => {
  const folder = await newFolder()
  const entries = Array.from({ length: 400 }, (_, index) =>
    visit(
      { visitor: `v${index}`, stream: `s${index}` },
      [0, sees('tabs', index % 3 === 0 ? 'a' : 'b', { attributes: { lang: `l${Math.floor(Math.sqrt(index)) % 30}` } })],
      ...(index === 7 ? ([[1, clicks('rare')]] as const) : []),
    ),
  ).flat()
  await writeFile(join(folder, 'log.ndjson'), textOf(entries))
  const options = { segment: 'lang' }
  expect(await measureLog([folder], options, { memoryLimit: '2kB' })).toEqual(
    await scan(await readLog([folder]), options),
  )
})

test('nothing is left on the disk when the analysis fails', async () => {
  const folder = await newFolder()
  const temporary = await emptyTemporary()
  const entries = Array.from({ length: 60 }, (_, index) =>
    visit({ visitor: `v${index}` }, [0, sees('tabs', 'a')], [1, { type: 'goal', goal: 'order', value: 1e14 }]),
  ).flat()
  await writeFile(join(folder, 'log.ndjson'), textOf(entries))
  const measured = measureLog([folder], { metrics: { worth: mean('order', 'value') } }, { memoryLimit: '1kB' })
  await expect(measured).rejects.toThrow('worth')
  expect(await readdir(temporary)).toEqual([])
})

test('nothing is left on the disk when the process is told to stop', { timeout: 60_000 }, async () => {
  const base = await newFolder()
  const temporary = join(base, 'temporary')
  await mkdir(temporary)
  const visits = Array.from({ length: 20_000 }, (_, index) =>
    visit({ visitor: `v${index}`, stream: `s${index}` }, [0, sees('tabs', 'a')], [1, clicks('best')]),
  )
  const log = join(base, 'log.ndjson')
  await writeFile(log, textOf(visits.flat()))
  const outfile = fileURLToPath(new URL(`../../node_modules/.spill-child-${process.pid}.mjs`, import.meta.url))
  onTestFinished(() => rm(outfile, { force: true }))
  await build({
    entryPoints: [fileURLToPath(new URL('spill.child.ts', import.meta.url))],
    ...{ outfile, bundle: true, platform: 'node', format: 'esm', conditions: ['@heddle/source'] },
    external: ['@duckdb/node-api'],
  })
  const child = spawn(process.execPath, [outfile, log], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  await once(child.stdout, 'data')
  expect(await readdir(temporary)).toHaveLength(1)
  child.kill('SIGINT')
  expect(await ended).toEqual([null, 'SIGINT'])
  expect(await readdir(temporary)).toEqual([])
})

test('what was joined has one root, however it was joined', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(40), fc.nat(40)), { maxLength: 60 }), (pairs) => {
      const { number, join: together, root } = createComponents()
      const groups = Array.from({ length: 41 }, (_, name) => name)
      for (const [a, b] of pairs) {
        together(number(a * 7919), number(b * 7919))
        const [from, to] = [groups[a], groups[b]]
        for (const [name, group] of groups.entries()) if (group === from) groups[name] = to ?? name
      }
      for (const [a, ofA] of groups.entries()) {
        for (const [b, ofB] of groups.entries()) {
          expect(root(number(a * 7919)) === root(number(b * 7919))).toBe(ofA === ofB)
        }
      }
    }),
    { numRuns: 50 },
  )
})

test('sizes of memory are read, and what is none is refused', () => {
  expect(bytesOfSize('2GB')).toBe(2e9)
  expect(bytesOfSize('1.5 gib')).toBe(1.5 * 2 ** 30)
  expect(() => bytesOfSize('much')).toThrow('"much" is no size of memory')
  expect(partitionsFor(1000, 1e9)).toBe(1)
  expect(partitionsFor(10e9, 1e9)).toBe(3)
})
