/**
 * How an event or a ledger is written into the log: one line, the fields that a reader looks for first in front.
 * Pure.
 */
import type { Event, Ledger, Received, UnknownEvent } from '@heddle/events'

/** Writes the events of one batch: `undefined` for one that cannot be written, because it is nested deeper than the stack. */
export type WriteEvent = (event: Event | UnknownEvent) => string | undefined

/**
 * Events with the times of their batch; where the page sent such fields itself, they are replaced. The decoder puts the
 * stamp of an event in front.
 */
export function eventWriter({ sentAt, receivedAt }: Received): WriteEvent {
  const end = `,"sentAt":${sentAt},"receivedAt":${receivedAt}}`
  return (event) => {
    try {
      // The times are put behind the text: an object with two more fields costs twice as much.
      return onOneLine(JSON.stringify(withoutTimes(event)).slice(0, -1) + end)
    } catch {
      return undefined
    }
  }
}

function withoutTimes(event: (Event | UnknownEvent) & Partial<Received>): Event | UnknownEvent {
  if (event.sentAt === undefined && event.receivedAt === undefined) return event
  const { sentAt, receivedAt, ...said } = event
  return said
}

export const ledgerText = (ledger: Ledger): string => onOneLine(JSON.stringify(ledger))

/** JSON allows them inside texts, but many line readers, Node's own among them, end a line there. */
const otherLineEnds = ['\u0085', '\u2028', '\u2029'] as const

/** Looked for one by one: a search for a single character costs nothing beside a pattern. */
const onOneLine = (text: string): string =>
  otherLineEnds.some((end) => text.includes(end))
    ? otherLineEnds.reduce((line, end) => line.replaceAll(end, escaped(end)), text)
    : text

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
