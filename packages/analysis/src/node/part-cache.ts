/**
 * Keeps what was read of the finished files of a log, so that they are not read again. A file is known again by its name,
 * size, time of change and the bytes at its ends. What cannot be read or written costs time and is no error.
 */
import { createHash } from 'node:crypto'
import { type FileHandle, readdir, rm, stat } from 'node:fs/promises'
import { endianness } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { layoutOfColumns } from '../scan/part/columns.js'
import { partVersion } from '../scan/part/part.js'
import { createEntry, type EntryWriter, openEntry, type StoredPart, unfinished } from './cache-entry.js'
import type { LogFile } from './log-files.js'

/** `beside`: a folder `.heddle-cache` in each directory of a log; single files are not kept. Else a folder for all. */
export type CachePlace = 'beside' | { readonly directory: string }

/** Where what was read of one file is or will be kept. */
export interface CachedFile {
  /** The parts that were read before; undefined where there are none of this very file. */
  find(): Promise<AsyncGenerator<StoredPart> | undefined>
  /** To keep the parts; undefined where nothing can be written. */
  create(): Promise<EntryWriter | undefined>
  /** Whether the file is still what it was, so that what was read of it may be kept. */
  isSame(): Promise<boolean>
}

const folderName = '.heddle-cache'
const ending = '.parts'

/** Below, reading the file anew is as quick. */
export const leastCachedBytes: number = 256 * 1024

/**
 * @param handle of the file, open
 * @returns undefined for a file that is not kept: still written to, too small to be worth it, or named by itself
 */
export async function cachedFile(
  file: LogFile,
  handle: FileHandle,
  place: CachePlace,
): Promise<CachedFile | undefined> {
  if (file.isLive || file.size < leastCachedBytes || (place === 'beside' && !file.isListed)) return undefined
  const path = join(folderOf(dirname(file.path), place), `${basename(file.path)}${ending}`)
  const key = await keyOf(file, handle)
  return {
    find: () => openEntry(path, key),
    create: () => createEntry(path, key).catch(() => undefined),
    isSame: async () => (await keyOf(file, handle)) === key,
  }
}

/** Removes what is kept of files that are gone, and what was never finished. */
export async function pruneCache(files: readonly LogFile[], place: CachePlace): Promise<void> {
  const listed = new Map<string, Set<string>>()
  for (const { path, isListed } of files) {
    const names = listed.get(dirname(path)) ?? new Set<string>()
    if (isListed) listed.set(dirname(path), names.add(`${basename(path)}${ending}`))
  }
  for (const [directory, names] of listed) {
    const folder = folderOf(directory, place)
    const found = await readdir(folder).catch((): string[] => [])
    for (const name of found) {
      const path = join(folder, name)
      const isOver = name.endsWith(ending) ? !names.has(name) : name.endsWith(unfinished) && (await isOld(path))
      if (isOver) await rm(path, { force: true }).catch(() => {})
    }
  }
}

/** In a folder for all, each directory has one of its own: the files of two logs may have the same names. */
function folderOf(directory: string, place: CachePlace): string {
  if (place === 'beside') return join(directory, folderName)
  const whole = resolve(directory)
  return join(place.directory, `${basename(whole)}-${hashOf(whole).slice(0, 12)}`)
}

const endBytes = 64 * 1024

async function keyOf({ path }: LogFile, handle: FileHandle): Promise<string> {
  const { size, mtimeMs } = await handle.stat()
  const [head, tail] = [await hashAt(handle, 0), await hashAt(handle, Math.max(size - endBytes, 0))]
  return JSON.stringify({
    version: partVersion,
    machine: endianness(),
    columns: layoutOfColumns(),
    name: basename(path),
    size,
    mtimeMs,
    head,
    tail,
  })
}

async function hashAt(handle: FileHandle, at: number): Promise<string> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(endBytes), 0, endBytes, at)
  return hashOf(buffer.subarray(0, bytesRead))
}

const hashOf = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex')

const hourMs = 3_600_000

/** Somebody else may be writing it. */
async function isOld(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  return found !== undefined && Date.now() - found.mtimeMs > hourMs
}
