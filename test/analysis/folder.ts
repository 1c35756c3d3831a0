/** A folder of its own for each test that needs files; it is gone afterwards. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'heddle-analysis-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}
