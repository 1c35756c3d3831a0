/**
 * The order in which events happened: by corrected time, then stream, then number, so that it is the same for every log
 * of the same events.
 */
import { compareTexts } from '../names.js'
import type { Column } from './column.js'
import type { Streams } from './streams.js'

/** @returns below 0 if the first row happened before the second */
export function orderOf(
  { at, stream, seq }: { readonly at: Column; readonly stream: Column; readonly seq: Column },
  streams: Streams,
): (row: number, other: number) => number {
  const time = (row: number) => at.at(row) + streams.offset(stream.at(row))
  return (row, other) =>
    time(row) - time(other) ||
    compareTexts(streams.name(stream.at(row)), streams.name(stream.at(other))) ||
    seq.at(row) - seq.at(other)
}
