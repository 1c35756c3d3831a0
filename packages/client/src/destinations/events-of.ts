/**
 * Takes a waiting row apart into whole events, each with its identity. Pure.
 */
import type { Row, Stamp, StoredRow } from '@heddle/events'
import { attempt } from '../attempt.js'

/** An event as another service is told it: its stamp, and whatever its type says. */
export type WholeEvent = Stamp & { readonly type: string } & { readonly [field: string]: unknown }

/** @returns none if the row was damaged where it waited: nobody will ever read it, so nothing of it is left to send */
export function eventsOf({ json }: StoredRow): readonly WholeEvent[] {
  const read = () => {
    const { events, ...shared }: Row = JSON.parse(json)
    return events.map((event) => ({ ...shared, ...event }))
  }
  return attempt(read) ?? []
}

/** The same for every copy of an event, and of no other. */
export function idOf({ stream, seq }: Pick<Stamp, 'stream' | 'seq'>): string {
  return `${stream}:${seq}`
}
