import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Metrics, mean, proportion, scan } from '@heddle/analysis'
import { measureLogs } from '@heddle/analysis/duckdb'
import { holdsParts, readLog } from '@heddle/analysis/node'
import { build } from 'esbuild'
import { expect, onTestFinished, test } from 'vitest'
import { newFolder } from './folder.js'
import { clicks, reaches, sees, textOf, visit } from './log-builder.js'

const kills = Number(process.env.HEDDLE_KILLS ?? 3)
const metrics: Metrics = { best: proportion('best'), worth: mean('order', 'value', { scale: 100 }) }
const settings = { metrics, threads: 1 }

/** The child as JavaScript: Node runs no TypeScript of its own. */
async function childIn(folder: string): Promise<string> {
  // Beside the packages, so that the database is found.
  const outfile = fileURLToPath(new URL(`../../node_modules/.compact-child-${process.pid}.mjs`, import.meta.url))
  onTestFinished(() => rm(outfile, { force: true }))
  const child = fileURLToPath(new URL('compact.child.ts', import.meta.url))
  await build({
    ...{ entryPoints: [child], outfile, bundle: true, platform: 'node', format: 'esm' },
    ...{ conditions: ['@heddle/source'], external: ['@duckdb/node-api'], absWorkingDir: folder },
  })
  return outfile
}

async function logIn(folder: string, files: number): Promise<void> {
  await mkdir(folder)
  for (let file = 0; file < files; file++) {
    const visits = Array.from({ length: 400 }, (_, index) =>
      visit(
        { visitor: `v${file}-${index}`, offset: index },
        [0, sees('tabs', index % 2 === 0 ? 'control' : 'bold')],
        [5, clicks('best')],
        [9, reaches('order', index / 7)],
      ),
    )
    await writeFile(join(folder, `events-${file}.ndjson`), textOf(visits.flat()))
  }
  await writeFile(join(folder, 'events.ndjson'), '')
}

test('loses nothing and doubles nothing, whatever moment compaction is killed at', { timeout: 600_000 }, async () => {
  const base = await newFolder()
  const script = await childIn(base)
  const [original, folder, to] = ['original', 'log', 'compacted'].map((name) => join(base, name)) as [
    string,
    string,
    string,
  ]
  await logIn(original, 2 * kills)
  await cp(original, folder, { recursive: true })
  const wanted = await scan(await readLog([original]), { metrics })
  // A linear congruential generator with a fixed start.
  let state = 7
  const random = () => {
    state = (state * 1103515245 + 12345) % 2 ** 31
    return state / 2 ** 31
  }

  for (let kill = 0; kill < kills; kill++) {
    const child = spawn(process.execPath, [script, folder, to], { stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = once(child, 'exit')
    await once(child.stdout, 'data')
    await setTimeout(random() * 1000)
    child.kill('SIGKILL')
    await ended
    // What is in both, as a file whose removal was cut short, counts once.
    const { experiments } = await measureLogs((await holdsParts([to])) ? [folder, to] : [folder], settings)
    expect(experiments.map(({ metrics: all, observed }) => [all, observed])).toEqual(
      wanted.experiments.map(({ metrics: all, observed }) => [all, observed]),
    )
  }

  const child = spawn(process.execPath, [script, folder, to], { stdio: ['ignore', 'pipe', 'inherit'] })
  expect((await once(child, 'exit'))[0]).toBe(0)
  expect(await readdir(folder)).toEqual(['events.ndjson'])
  expect(await measureLogs([to], settings)).toEqual(wanted)
  expect((await readdir(to)).filter((name) => name.endsWith('.draft'))).toEqual([])
})
