import { isObject } from './is-object.js'

/** Short enough for a message, whatever it is. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  // Not serialised: it may be a megabyte, or nested deeper than the stack.
  if (isObject(value)) return 'an object'
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value)
  return String(value)
}
