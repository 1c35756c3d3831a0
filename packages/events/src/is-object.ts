/**
 * The one question every decoder starts with.
 */

/** Whether the value is an object whose fields can be read: no list, not null. */
export function isObject(value: unknown): value is { readonly [field: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
