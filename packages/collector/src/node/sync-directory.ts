/**
 * Folders that survive a power cut: a file that was made, renamed or removed is so for good only once the folder that
 * names it is written too.
 */
import { mkdir, open } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

/** Makes a folder, and those above it that are missing. */
export async function makeDirectory(directory: string): Promise<void> {
  const created = await mkdir(directory, { recursive: true })
  const place = resolve(directory)
  const top = created === undefined ? place : dirname(resolve(created))
  for (let at = place; ; at = dirname(at)) {
    await syncDirectory(at)
    if (at === top || at === dirname(at)) return
  }
}

export async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return // Directories cannot be opened there.
  const handle = await open(directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
