/**
 * Names and texts in ClickHouse's SQL, whatever is in them. Version 18.16 binds no parameters, so this one place escapes
 * them; the tests send every character through it.
 */

/** A name of a database, a table or a column. */
export function identifier(name: string): string {
  return `\`${name.replace(/[\\`]/g, '\\$&')}\``
}

/** A text. A backslash begins an escape here, as it does not in other databases. */
export function literal(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`
}
