/**
 * Makes readers of what a mapping takes, and notes which of them never found anything.
 */

import type { Take } from './mapping.js'
import { parsePath, type Scene, valueAt } from './path.js'

/** A value of the mapping, ready to be read; undefined where the record does not have it. */
export type Reader = (scene: Scene) => unknown

/** Something that a mapping takes, with how often it was looked for and found. */
export interface Taken {
  /** What it is for, such as `the variant of an exposure`. */
  readonly what: string
  /** The paths, as the mapping writes them. */
  readonly from: string
  readonly asked: number
  readonly found: number
  read(scene: Scene): unknown
}

export function createTaken(what: string, take: Take, convert: (value: unknown) => unknown): Taken {
  const reader = readerOf(take)
  let asked = 0
  let found = 0
  return {
    what,
    from: pathsOf(take)
      .map((path) => `"${path}"`)
      .join(' or '),
    get asked() {
      return asked
    },
    get found() {
      return found
    },
    read: (scene) => {
      asked++
      const value = reader(scene)
      if (value === undefined) return undefined
      found++
      return convert(value)
    },
  }
}

/**
 * @throws TypeError that repeats a path that cannot be read
 */
export function readerOf(take: Take): Reader {
  if (typeof take === 'string') {
    const path = parsePath(take)
    return (scene) => valueAt(path, scene)
  }
  if ('text' in take) return () => take.text
  if ('first' in take) {
    const readers = take.first.map(readerOf)
    return (scene) => {
      for (const read of readers) {
        const value = read(scene)
        if (value !== undefined) return value
      }
      return undefined
    }
  }
  const readers = take.join.map(readerOf)
  return (scene) => {
    const texts = readers.map((read) => asText(read(scene)) ?? '')
    return texts.every((text) => text === '') ? undefined : texts.join(' ')
  }
}

export function pathsOf(take: Take): readonly string[] {
  if (typeof take === 'string') return [take]
  if ('text' in take) return []
  return ('first' in take ? take.first : take.join).flatMap(pathsOf)
}

/**
 * Numbers and booleans as texts. A whole number that JSON could not hold exactly stays a number, so that it is refused as
 * an id: two visitors might have become one.
 */
export function asText(value: unknown): unknown {
  if (typeof value === 'boolean') return String(value)
  if (typeof value !== 'number') return value
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? value : String(value)
}

/** Texts that are numbers, as CSV and 64-bit exports write them, as numbers. */
export function asNumber(value: unknown): unknown {
  if (typeof value !== 'string' || value.trim() === '') return value
  const number = Number(value)
  return Number.isFinite(number) ? number : value
}
