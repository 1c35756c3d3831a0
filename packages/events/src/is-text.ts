/**
 * How long a text in an event may be. Lengths are in characters as JSON Schema counts them: code points, not UTF-16 units.
 */

/** Whether the value is a text of 1 to `longest` characters. */
export function isText(value: unknown, longest: number): value is string {
  if (typeof value !== 'string' || value === '') return false
  // No character takes more than two units, so most texts need no counting.
  return value.length <= longest || (value.length <= 2 * longest && [...value].length <= longest)
}
