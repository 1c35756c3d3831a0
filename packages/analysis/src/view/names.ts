/**
 * Names out of somebody's data in a sentence: what in them must never reach a screen, and a noun in its number.
 * Pure.
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const controls = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** A name out of somebody's data, with everything that could move the cursor or turn the text around made visible. */
export function printable(name: string): string {
  return name.replace(controls, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** `one unit`, `2 units`: the number already formatted, the noun in its number. */
export function plural(count: number, shown: string, noun: string, nouns = `${noun}s`): string {
  return `${shown} ${count === 1 ? noun : nouns}`
}
