/**
 * Finds a mapping: one of those that come with the package, or a file of one's own.
 */
import { readdir, readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { decodeMapping } from '../mapping/decode-mapping.js'
import type { Mapping } from '../mapping/mapping.js'

const folder = new URL('../../mappings/', import.meta.url)

/** The names of the mappings that come with the package, sorted. */
export async function shippedMappings(): Promise<readonly string[]> {
  return (await readdir(folder)).map((name) => name.replace(/\.json$/, '')).sort()
}

/**
 * @param nameOrPath the path of a mapping file, or the name of one that comes with the package, with or without `.json`; a
 * file is taken first
 * @throws Error that lists the mappings there are, if it is neither; that names the file and the place in it, if it is no
 * mapping
 * @example await readMapping('ga4')
 */
export async function readMapping(nameOrPath: string): Promise<Mapping> {
  const text = await readFile(nameOrPath, 'utf8').catch(() => readShipped(nameOrPath))
  try {
    return decodeMapping(JSON.parse(text))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replace(/[.]?$/, '.') : cause
    throw new Error(`${nameOrPath} is no mapping: ${reason}`, { cause })
  }
}

async function readShipped(nameOrPath: string): Promise<string> {
  const names = await shippedMappings()
  const name = basename(nameOrPath).replace(/\.json$/, '')
  if (names.includes(name) && /^[\w-]+(\.json)?$/.test(nameOrPath)) {
    return readFile(new URL(`${name}.json`, folder), 'utf8')
  }
  throw new Error(
    `There is no mapping file ${nameOrPath}, and none of that name comes with Heddle. Those that do: ${names.join(', ')}.`,
  )
}
