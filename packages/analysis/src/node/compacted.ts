/**
 * A compacted log: a folder with a file `*.part.json` for each file of a log that was compacted. It is written last, so
 * that a part is there whole or not at all; it names the Parquet files, which nobody reads otherwise.
 */
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { isObject } from '@heddle/events'
import type { BrokenLine } from '../lift-report.js'

/** One file of a log, compacted. */
export interface Part {
  readonly version: 1
  /** Where the file was, without the ending of a packed one. */
  readonly source: string
  /** SHA-256 of what it held, unpacked. */
  readonly sha256: string
  /** Names of Parquet files beside this one. */
  readonly events: string
  readonly ledgers: string
  /** So many rows they have. */
  readonly rows: { readonly events: number; readonly ledgers: number }
  readonly broken: { readonly count: number; readonly first: readonly BrokenLine[] }
}

export const partEnding = '.part.json'

/** The parts of a folder, by the names of their files; none at all where it is no compacted log. */
export async function readParts(folder: string): Promise<ReadonlyMap<string, Part>> {
  const names = await readdir(folder).catch(() => [])
  const parts = new Map<string, Part>()
  for (const name of names.filter((one) => one.endsWith(partEnding)).sort()) {
    parts.set(name, partIn(await readFile(join(folder, name), 'utf8'), join(folder, name)))
  }
  return parts
}

/** Whether any of the paths is a folder of a compacted log. */
export async function holdsParts(paths: readonly string[]): Promise<boolean> {
  const all = await Promise.all(paths.map((path) => readdir(path).catch(() => [])))
  return all.some((names) => names.some((name) => name.endsWith(partEnding)))
}

/** What a file of a log is called, packed or not. */
export const plainName = (path: string): string => basename(path).replace(/\.gz$/, '')

/** Only what was written here is read; a part of a later version may mean something else. */
function partIn(json: string, path: string): Part {
  const part: unknown = JSON.parse(json)
  if (isObject(part) && part.version === 1) return part as unknown as Part
  throw new Error(`${path} was written by another version of heddle compact; read it with that one.`)
}
