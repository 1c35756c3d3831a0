/**
 * Packs finished files of a log, such that every line can be read exactly once whenever the process or the machine stops:
 * a packed file has its name only once it is whole and durable, and from then on the plain one beside it counts as gone.
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { finishedFiles, unfinished } from './log-names.js'
import { syncDirectory } from './sync-directory.js'

/** @param name of a finished, plain file; it is gone afterwards, and `name.gz` is there */
export async function packFile(directory: string, name: string, signal: AbortSignal): Promise<void> {
  const plain = join(directory, name)
  const part = `${plain}.gz${unfinished}`
  // `flush`: synced before it is closed.
  await pipeline(createReadStream(plain), createGzip(), createWriteStream(part, { flush: true }), { signal })
  await rename(part, `${plain}.gz`)
  await syncDirectory(directory)
  await rm(plain)
}

/**
 * Removes what a packing left behind that was cut short.
 *
 * @returns the finished files that are not packed
 */
export async function clearPacking(directory: string): Promise<readonly string[]> {
  const names = new Set(await readdir(directory))
  const files = finishedFiles([...names]).map(({ name }) => name)
  for (const name of files) {
    if (names.has(name) && names.has(`${name}.gz`)) await rm(join(directory, name))
  }
  for (const name of names) {
    const isOurs = name.endsWith(unfinished) && finishedFiles([name.slice(0, -unfinished.length)]).length > 0
    if (isOurs) await rm(join(directory, name))
  }
  return files.filter((name) => !names.has(`${name}.gz`))
}
