/**
 * How the log of another tool is read: which mapping the words name.
 */
import type { ReadTableOptions } from '@heddle/analysis/node'
import { type OptionSpec, type Options, textOf } from './command.js'

/** For every command that reads a log. */
export const mappingOption: OptionSpec = {
  flags: '--mapping <name>',
  description:
    "the log is another tool's: ga4, segment, snowplow, snowplow-tsv, posthog, sensors, sensors-table, or the path of a mapping file",
}

/**
 * What reading takes of it; nothing where the log is Heddle's own.
 *
 * @throws Error that names a mapping that there is not, or what is wrong with it
 */
export async function mappingIn(options: Options): Promise<Pick<ReadTableOptions, 'mapping'>> {
  const name = textOf(options, 'mapping')
  if (name === undefined) return {}
  const { readMapping } = await import('@heddle/analysis/node')
  return { mapping: await readMapping(name) }
}
