/**
 * An option that names several things.
 */
import { type Options, textOf } from './command.js'

/** Different names with commas between them; none if the option was not given. */
export function namesIn(options: Options, name: string): readonly string[] {
  const names = (textOf(options, name) ?? '').split(',').map((text) => text.trim())
  return [...new Set(names)].filter((text) => text !== '')
}
