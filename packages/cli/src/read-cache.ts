/**
 * Reads from the words where what was read of a log is kept. Pure.
 */
import type { CachePlace } from '@heddle/analysis/node'
import type { OptionSpec, Options } from './command.js'

/** For every command that reads a log. */
export const cacheOptions: readonly OptionSpec[] = [
  {
    flags: '--cache <folder>',
    description:
      'where finished files of the log are kept as they were read; .heddle-cache in a folder of a log unless given',
  },
  { flags: '--no-cache', description: 'read every file anew, and keep nothing' },
]

/** @returns undefined where nothing is to be kept */
export function readCache({ cache }: Options): CachePlace | undefined {
  if (cache === false) return undefined
  return typeof cache === 'string' ? { directory: cache } : 'beside'
}
