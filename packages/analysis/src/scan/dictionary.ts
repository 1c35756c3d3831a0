/**
 * Numbers for texts of a log that reports list, such as its goals. It counts who uses each, since an event that turns out
 * to contradict itself is taken out again, and what only such events named is not in the log.
 */
import { createTexts, type LineRecord, type Texts } from '@heddle/events/lines'

/** Texts that have numbers. */
export interface Names {
  /** Numbers run from 0 to below it. */
  readonly size: number
  /** The text's number if anything uses it. */
  find(text: string): number | undefined
  text(number: number): string
  /** Those in use. */
  texts(): IterableIterator<string>
}

export interface Dictionary extends Names {
  /** All texts, in use or not. */
  readonly known: Texts
  /** The number of the text in a field of the line, used once more. */
  take(record: LineRecord, field: number): number
  /** One more use of a text that has a number already. @returns the number */
  use(number: number): number
  /** One use less. */
  release(number: number): void
  /** How many uses there are. */
  uses(number: number): number
}

/** The texts of a list, which differ from each other. */
export function namesOf(list: readonly string[]): Names {
  const numbers = new Map(list.map((text, number) => [text, number]))
  return {
    size: list.length,
    find: (text) => numbers.get(text),
    text: (number) => list[number] ?? '',
    texts: () => numbers.keys(),
  }
}

export function createDictionary(known: Texts = createTexts()): Dictionary {
  const counts: number[] = []
  let last = 0

  const uses = (number: number) => counts[number] ?? 0

  function use(number: number): number {
    while (counts.length <= number) counts.push(0)
    counts[number] = (counts[number] ?? 0) + 1
    return number
  }

  return {
    get size() {
      return known.size
    },
    find: (text) => {
      const number = known.find(text)
      return number === undefined || uses(number) === 0 ? undefined : number
    },
    known,
    text: known.text,
    *texts() {
      for (let number = 0; number < counts.length; number++) if (uses(number) > 0) yield known.text(number)
    },
    take: ({ block, starts, ends, hashes }, field) => {
      const start = starts[field] ?? 0
      const end = ends[field] ?? 0
      // The next event often names what the last one did.
      if (!known.isAt(last, block, start, end)) last = known.numberAt(block, start, end, hashes[field] ?? 0)
      return use(last)
    },
    use,
    release: (number) => {
      counts[number] = uses(number) - 1
    },
    uses,
  }
}
