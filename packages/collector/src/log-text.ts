/**
 * How an event or a ledger is written into the log: one line, the fields that a reader looks for first in front.
 * Pure.
 */
import type { Event, Ledger, Received, UnknownEvent } from '@heddle/events'

/** The event with the times of its batch; where the page sent such fields itself, they are replaced. */
export function logged(event: Event | UnknownEvent, { sentAt, receivedAt }: Received): UnknownEvent & Received {
  const { type, stream, seq, at, visitor, session, page, ...said }: UnknownEvent & Partial<Received> = event
  delete said.sentAt
  delete said.receivedAt
  return { type, stream, seq, at, visitor, session, page, ...said, sentAt, receivedAt }
}

/** @returns undefined where the line cannot be written: the event is nested deeper than the stack */
export function logText(line: (UnknownEvent & Received) | Ledger): string | undefined {
  try {
    return JSON.stringify(line).replace(otherLineEnds, escaped)
  } catch {
    return undefined
  }
}

/** JSON allows them inside texts, but many line readers, Node's own among them, end a line there. */
const otherLineEnds = /[\u0085\u2028\u2029]/g

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
