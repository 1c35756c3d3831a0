/**
 * Writes small logs for tests: each visit is a stream, each saying gets the next number. Times are ms after one o'clock.
 */
import type { Exposure, LoggedEvent, Saying } from '@heddle/events'

export const oneOClock = 1_700_000_000_000

export interface Visit {
  readonly visitor: string
  readonly stream?: string
  /** What the visitor's clock must be corrected by. */
  readonly offset?: number
}

/** A saying and when it was said. */
export type Said = readonly [at: number, saying: Saying]

/** The lines of one visit, numbered from 1, sent when they happened. */
export function visit(
  { visitor, stream = `page of ${visitor}`, offset = 0 }: Visit,
  ...said: readonly Said[]
): LoggedEvent[] {
  return said.map(([at, saying], index) => ({
    ...saying,
    ...{ stream, seq: index + 1, at: oneOClock + at, visitor, session: visitor, page: '/' },
    ...{ sentAt: oneOClock + at, receivedAt: oneOClock + at + offset },
  }))
}

export function sees(experiment: string, variant: string, more: Partial<Exposure> = {}): Exposure {
  return { type: 'exposure', experiment, variant, by: 'sight', ...more }
}

export const clicks = (goal: string): Saying => ({ type: 'click', goal })

export function reaches(goal: string, value?: number, unit?: string): Saying {
  return { type: 'goal', goal, ...(value === undefined ? {} : { value }), ...(unit === undefined ? {} : { unit }) }
}

export const linesOf = (entries: readonly object[]): string[] => entries.map((entry) => JSON.stringify(entry))

export const textOf = (entries: readonly object[]): string =>
  linesOf(entries)
    .map((line) => `${line}\n`)
    .join('')
