/**
 * Finds the files of a log, also while a collector writes to it, renames and packs what is finished.
 */
import type { Stats } from 'node:fs'
import { type FileHandle, open, readdir, stat } from 'node:fs/promises'
import { basename, join, normalize } from 'node:path'

/** A file of a log. */
export interface LogFile {
  readonly path: string
  /** In bytes, on the disk. */
  readonly size: number
  /** Whether a collector may be writing to it. */
  readonly isLive: boolean
  /** Whether it was found in a directory that was named, not named itself. */
  readonly isListed: boolean
  /** Open already, where a collector may give the name to another file at any moment. */
  readonly opened?: FileHandle
}

/** What a running collector writes to; it names the file anew when it is finished, and may pack it then. */
const liveName = 'events.ndjson'

/**
 * Each file once, in the order of the paths; in a directory by name, the live one last.
 *
 * @param paths files of any name; directories, in which every `*.ndjson` and `*.ndjson.gz` is taken
 * @throws Error that names the path, if it does not exist or is a directory without a log
 */
export async function findLog(paths: readonly string[]): Promise<readonly LogFile[]> {
  const found = await Promise.all(paths.map(filesAt))
  return [...new Map(found.flat().map((file) => [file.path, file])).values()]
}

/**
 * The files of a log that nobody writes to any more, by name: all but the one that a collector has open.
 *
 * @param paths as {@link findLog} takes them
 * @throws Error that names the path, if it does not exist
 */
export async function finishedFiles(paths: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      const info = await statOf(path)
      return info.isDirectory() ? (await namesIn(path)).map((name) => join(path, name)) : [normalize(path)]
    }),
  )
  return [...new Set(found.flat())].filter((path) => basename(path) !== liveName)
}

/** How much text the files hold, about: events pack to a tenth or less. */
export function textBytesOf(files: readonly LogFile[]): number {
  return files.reduce((sum, { path, size }) => sum + (isPackedName(path) ? 10 : 1) * size, 0)
}

export const isPackedName = (path: string): boolean => path.endsWith('.gz')

/** Opens the file, or what it was packed into since it was found. */
export async function openLogFile({ path, opened }: LogFile): Promise<FileHandle> {
  return opened ?? (await openIfThere(path)) ?? (await open(`${path}.gz`))
}

async function filesAt(path: string): Promise<readonly LogFile[]> {
  const found = await statOf(path)
  if (!found.isDirectory()) {
    return [{ path: normalize(path), size: found.size, isLive: basename(path) === liveName, isListed: false }]
  }
  // Opened before the others are listed: a file that is finished in between is there under either name.
  const live = await openIfThere(join(path, liveName))
  const all = await namesIn(path)
  if (all.length === 0) throw new Error(`The directory "${path}" holds no *.ndjson or *.ndjson.gz file.`)
  const names = all.filter((name) => name !== liveName)
  const liveInfo = await live?.stat()
  const files = await Promise.all(
    names.map(async (name): Promise<readonly LogFile[]> => {
      const { path: place, size, ino } = await infoOf(join(path, name))
      return ino !== 0 && ino === liveInfo?.ino ? [] : [{ path: place, size, isLive: false, isListed: true }]
    }),
  )
  const last =
    live && liveInfo
      ? [{ path: join(path, liveName), size: liveInfo.size, isLive: true, isListed: true, opened: live }]
      : []
  return [...files.flat(), ...last]
}

async function statOf(path: string): Promise<Stats> {
  return stat(path).catch((cause) => {
    throw new Error(`There is no log at "${path}": ${reasonOf(cause)}.`, { cause })
  })
}

/** The names of the log's files in a folder; a plain file beside its packed form is what a collector has not yet removed. */
async function namesIn(path: string): Promise<readonly string[]> {
  const all = new Set((await readdir(path)).filter((name) => /\.ndjson(\.gz)?$/.test(name)))
  return [...all].filter((name) => !all.has(`${name}.gz`)).sort()
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  return open(path).catch((cause) => {
    if (isMissing(cause)) return undefined
    throw cause
  })
}

/** Of the file, or of what it was packed into since it was listed. */
async function infoOf(path: string): Promise<{ readonly path: string; readonly size: number; readonly ino: number }> {
  try {
    const { size, ino } = await stat(path)
    return { path, size, ino }
  } catch (cause) {
    if (!isMissing(cause) || path.endsWith('.gz')) throw cause
    return infoOf(`${path}.gz`)
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
