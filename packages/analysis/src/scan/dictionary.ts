/**
 * Gives each different text a small number, so that a million events can name it in four bytes.
 */

export interface Dictionary {
  readonly size: number
  /** The text's number, counted from 0 in the order of first sight. */
  number(text: string): number
  /** The text's number if it has been seen. */
  find(text: string): number | undefined
  text(number: number): string
  texts(): IterableIterator<string>
}

export function createDictionary(): Dictionary {
  const numbers = new Map<string, number>()
  const known: string[] = []
  return {
    get size() {
      return known.length
    },
    number: (text) => {
      const found = numbers.get(text)
      if (found !== undefined) return found
      numbers.set(text, known.length)
      return known.push(text) - 1
    },
    find: (text) => numbers.get(text),
    text: (number) => known[number] ?? '',
    texts: () => numbers.keys(),
  }
}
