/**
 * Files that are there whole or not at all: written beside their place, on the disk before they get their name.
 */
import { randomUUID } from 'node:crypto'
import { open, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** @param write writes the draft that becomes the file */
export async function placeSafely(path: string, write: (draft: string) => Promise<void>): Promise<void> {
  const name = `${process.pid}-${randomUUID()}${draftEnding}`
  const draft = join(dirname(path), name)
  drafts.add(name)
  try {
    await write(draft)
    await sync(draft)
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  } finally {
    drafts.delete(name)
  }
  if (process.platform !== 'win32') await sync(dirname(path)) // Folders cannot be opened there.
}

export async function writeSafely(path: string, text: string): Promise<void> {
  await placeSafely(path, (draft) => writeFile(draft, text))
}

const draftEnding = '.draft'

/** Those that this process is at work on. */
const drafts = new Set<string>()

/** Takes away what processes left behind that are gone. */
export async function removeDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, pid] = /^(\d+)-[0-9a-f-]+\.draft$/.exec(name) ?? []
    if (pid !== undefined && !isRunning(Number(pid)) && !drafts.has(name)) await rm(join(folder, name), { force: true })
  }
}

function isRunning(pid: number): boolean {
  if (pid === process.pid) return false // In containers, numbers come again.
  try {
    process.kill(pid, 0) // Asks only.
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
