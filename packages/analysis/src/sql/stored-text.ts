/**
 * How a text of the log is written in a database, so that nothing of it is lost and streams keep their order: the log's
 * order is that of UTF-16 code units, the engines' that of bytes of UTF-8, and UTF-8 has no form for half a character.
 */

/** Begins what stands for a code unit from 0xD800 on, in four digits. It is larger than every character below. */
const mark = '\uE000'

/** The mark, a half of a character without its other half, and what no text in a statement can hold. */
const unsafe = /[\0\uD800-\uDFFF\uE000]/u

const marked = /\uE000([0-9a-f]{4})/g

/** Order does not matter: only what UTF-8 cannot hold, or would read back as something else, is written anew. */
export function storedText(text: string): string {
  return unsafe.test(text) ? marking(text, /[\0\uD800-\uFFFF]/g) : text
}

/** For streams: the bytes of what it returns have the order of the code units of the texts. */
export function orderedText(text: string): string {
  return /[\uD800-\uFFFF]/.test(text) ? marking(text, /[\uD800-\uFFFF]/g) : text
}

const marking = (text: string, units: RegExp) =>
  text.replace(units, (unit) => mark + unit.charCodeAt(0).toString(16).padStart(4, '0'))

/** The text that either was made of. */
export function readText(stored: string): string {
  return stored.includes(mark)
    ? stored.replace(marked, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
    : stored
}
