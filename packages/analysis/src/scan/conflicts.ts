/**
 * Events that the log holds more than once: copies that say the same are dropped, and where they do not, nobody can tell
 * which is true, so the event is taken out. What came again is kept aside, and held against the rows when somebody asks,
 * so that a log without copies pays nothing.
 */
import type { LineRecord } from '@heddle/events/lines'
import { createUnitNumbers } from './by-unit.js'
import { type Column, column } from './column.js'
import { addRow, createRows, type Removable, type Rows } from './rows.js'

export interface Conflicts {
  /** Notes a line whose event was there already. */
  note(line: LineRecord, stream: number): void
  /** Notes what is known of such a line. */
  noteCopy(stream: number, seq: number, content: number): void
  /** Takes an event out, of which a copy was noted. */
  takeOut(stream: number, seq: number): void
  /** What was noted, row by row: also copies of what was taken out. */
  readonly noted: Rows
  /** Numbers that were taken out, by stream. */
  readonly out: ReadonlyMap<number, ReadonlySet<number>>
  /** Takes events out that contradict themselves. Costs nothing if nothing has come again since the last time. */
  settle(streamCount: number, tables: () => readonly Removable[]): void
  /** How many events were taken out. Of what is settled. */
  count(): number
  /** Copies that say what their event says, over all streams. Of what is settled. */
  copies(): number
  /** The same of one stream. */
  copiesOf(stream: number): number
}

export function createConflicts(): Conflicts {
  const noted = createRows()
  const { stream: streams, seq: seqs, content: contents } = noted
  let settled = 0
  /** By stream. */
  let copies: Column = column()
  let allCopies = 0
  let count = 0
  const out = new Map<number, Set<number>>()

  /** Compares the copies of one stream's events with each other. @param own their places, by sequence number */
  function compareCopies(stream: number, own: Uint32Array): void {
    for (let at = 1; at < own.length; at++) {
      const [before = 0, here = 0] = [own[at - 1], own[at]]
      if (seqs.at(before) === seqs.at(here) && contents.at(before) !== contents.at(here)) takeOut(stream, seqs.at(here))
    }
  }

  function takeOut(stream: number, seq: number): void {
    const numbers = out.get(stream) ?? new Set()
    out.set(stream, numbers.add(seq))
  }

  /** Compares rows with the copies of their events, and removes those that differ, or whose copies do. */
  function compareRows(table: Removable, byStream: ReadonlyMap<number, Uint32Array>, isCopied: Uint8Array): void {
    const { stream, seq, content } = table.rows
    // From the end: the row that takes the place of a removed one has been seen.
    for (let row = stream.length - 1; row >= 0; row--) {
      const number = stream.at(row)
      if (isCopied[number] !== 1) continue
      const own = byStream.get(number) ?? new Uint32Array()
      const copy = own[firstFrom(own, seq.at(row))]
      if (copy === undefined || seqs.at(copy) !== seq.at(row)) continue
      if (contents.at(copy) !== content.at(row)) takeOut(number, seq.at(row))
      if (out.get(number)?.has(seq.at(row))) table.remove(row)
    }
  }

  /** Where in the places, sorted by sequence number, the number would stand. */
  function firstFrom(places: Uint32Array, seq: number): number {
    let [low, high] = [0, places.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (seqs.at(places[middle] ?? 0) < seq) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    note: (line, stream) => addRow(noted, line, stream),
    noteCopy: (stream, seq, content) => {
      streams.push(stream)
      seqs.push(seq)
      contents.push(content)
    },
    takeOut,
    noted,
    out,
    settle: (streamCount, tables) => {
      if (settled === streams.length) return
      settled = streams.length
      const places = createUnitNumbers(streamCount)
      for (let place = 0; place < settled; place++) places.push(streams.at(place), place)
      const byStream = new Map<number, Uint32Array>()
      const isCopied = new Uint8Array(streamCount)
      places.each((stream, own) => {
        byStream.set(
          stream,
          own.sort((a, b) => seqs.at(a) - seqs.at(b)),
        )
        isCopied[stream] = 1
        compareCopies(stream, own)
      })
      for (const table of tables()) compareRows(table, byStream, isCopied)
      count = [...out.values()].reduce((sum, numbers) => sum + numbers.size, 0)
      allCopies = 0
      copies = column()
      for (let stream = 0; stream < streamCount; stream++) copies.push(0)
      for (let place = 0; place < settled; place++) {
        const stream = streams.at(place)
        if (out.get(stream)?.has(seqs.at(place))) continue
        copies.set(stream, copies.at(stream) + 1)
        allCopies++
      }
    },
    count: () => count,
    copies: () => allCopies,
    copiesOf: (stream) => copies.at(stream),
  }
}
