/**
 * A directory of its own for each test that writes files, gone when the test has ended.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { onTestFinished } from 'vitest'

export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'heddle-collector-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  return directory
}

/** The lines of a log file, which must end with a line end. */
export async function linesIn(directory: string): Promise<readonly string[]> {
  const lines = (await readFile(join(directory, 'events.ndjson'), 'utf8')).split('\n')
  if (lines.pop() !== '') throw new Error('The last line of the log is not ended.')
  return lines
}

/** The lines of all files of a log, packed or not; a plain file beside its packed form is not part of it. */
export async function linesInFiles(directory: string): Promise<readonly string[]> {
  const names = (await readdir(directory)).filter((name) => /\.ndjson(\.gz)?$/.test(name)).sort()
  const parts = names.filter((name) => !names.includes(`${name}.gz`))
  const texts = await Promise.all(
    parts.map(async (name) => {
      const bytes = await readFile(join(directory, name))
      return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()
    }),
  )
  return texts.join('').split('\n').filter(Boolean)
}
