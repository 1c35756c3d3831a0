/**
 * The order in which variants are listed, and which is the smallest: numbers by size, other names by their characters.
 * The same in every language and on every machine.
 */

/** The names sorted; numerically if every one of them is a number. */
export function sortedNames(names: Iterable<string>): string[] {
  const all = [...names]
  const numeric = all.every((name) => name.trim() !== '' && Number.isFinite(Number(name)))
  return all.sort((a, b) => (numeric ? Number(a) - Number(b) : 0) || compareTexts(a, b))
}

export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
