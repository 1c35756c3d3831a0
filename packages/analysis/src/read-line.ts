/**
 * One line of a log as text, whatever is in it; and the lines that could not be read, by place and reason.
 */
import { decodeLogLine, type LogLine } from '@heddle/events'
import type { BrokenLine } from './lift-report.js'

/** @returns undefined for an empty line, which counts as nothing */
export function readLine(text: string): LogLine | undefined {
  if (text.trim() === '') return undefined
  const input = parse(text)
  return input === undefined ? { status: 'rejected', reason: reasonOf(text) } : decodeLogLine(input)
}

/** Of a line that a copy broke off, or that is still being written. */
export const notFinished = 'the line is not finished: copy the file again, or wait until it is written'

const reasonOf = (text: string) => (isBegun(text.trim()) ? notFinished : 'the line is not JSON')

/** Whether it begins as an event does and does not end as one. */
const isBegun = (text: string) => text.startsWith('{') && !text.endsWith('}')

export interface BrokenLines {
  readonly count: number
  /** The first few, in the order in which they came. */
  readonly first: readonly BrokenLine[]
  add(line: BrokenLine): void
  /** Adds those of a part that was read before; without `first`, only how many there were. */
  addAll(part: { readonly count: number; readonly first?: readonly BrokenLine[] }): void
}

/** So many broken lines are named; beyond that a count says enough. */
const namedBroken = 10

export function createBrokenLines(): BrokenLines {
  const first: BrokenLine[] = []
  let count = 0
  return {
    first,
    get count() {
      return count
    },
    add: (line) => {
      count++
      if (first.length < namedBroken) first.push(line)
    },
    addAll: (part) => {
      count += part.count
      first.push(...(part.first ?? []).slice(0, namedBroken - first.length))
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
