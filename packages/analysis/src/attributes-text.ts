/**
 * Attributes as one text, the same in whatever order a page names them: engines compare it and group by it.
 */
import type { Attributes } from '@heddle/events'

/** JSON of the attributes, in the order of their names. */
export function attributesText(attributes: Attributes = {}): string {
  const names = Object.keys(attributes)
  if (names.length === 0) return '{}'
  return JSON.stringify(Object.fromEntries(names.sort().map((name) => [name, attributes[name]])))
}
