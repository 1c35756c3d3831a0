/** The worker's code as one file of JavaScript: a thread of Node does not read TypeScript. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll } from 'vitest'

const source = fileURLToPath(new URL('../../packages/analysis/src/node/part-worker.ts', import.meta.url))

/** @returns where the code is while the tests of the file run */
export function builtWorker(): { script(): URL } {
  let folder = ''
  const path = () => join(folder, 'part-worker.mjs')
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'heddle-worker-'))
    await build({
      ...{ entryPoints: [source], outfile: path(), bundle: true, logLevel: 'error' },
      ...{ platform: 'node', format: 'esm', conditions: ['@heddle/source'] },
    })
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))
  return { script: () => pathToFileURL(path()) }
}
