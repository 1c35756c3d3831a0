/**
 * Takes the log line by line and keeps what the analysis needs: each event once, in any order, from any file.
 * A line that cannot be read is counted with its place and reason; nothing in a log is fatal.
 */
import { decodeLogLine, type LoggedEvent } from '@heddle/events'
import type { BrokenLine } from '../lift-report.js'
import { createEvents, type Events, type EventsOptions } from './events.js'
import { createStreams, type Streams } from './streams.js'

/** What was read so far. It can be measured, added to, and measured again. */
export interface LogTable {
  readonly events: Events
  readonly streams: Streams
  /** By experiment and variant: the streams in which it was applied or seen. */
  readonly met: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<number>>>
  readonly lines: () => { readonly count: number; readonly events: number }
  readonly unknownTypes: ReadonlyMap<string, number>
  readonly broken: { readonly count: number; readonly first: readonly BrokenLine[] }
  /** Reads one line; empty ones count as nothing. */
  add(text: string, file: string, line: number): void
  /** Counts a line that never became text. */
  addBroken(line: BrokenLine): void
}

/** So many broken lines are named; beyond that a count says enough. */
const namedBroken = 10

export function createLogTable(options: EventsOptions = {}): LogTable {
  const events = createEvents(options)
  const streams = createStreams()
  const met = new Map<string, Map<string, Set<number>>>()
  const unknownTypes = new Map<string, number>()
  const broken = { count: 0, first: [] as BrokenLine[] }
  let lines = 0
  let distinct = 0

  function addBroken(line: BrokenLine): void {
    lines++
    broken.count++
    if (broken.first.length < namedBroken) broken.first.push(line)
  }

  function keep(event: LoggedEvent, stream: number): void {
    if (event.type === 'exposure' || event.type === 'applied') meet(event.experiment, event.variant, stream)
    if (event.type === 'exposure') events.expose(event, stream)
    if (event.type === 'applied') events.apply(event, stream)
    if (event.type === 'click' || event.type === 'goal') events.reach(event, stream)
    if (event.type === 'vital') events.measure(event, stream)
  }

  function meet(experiment: string, variant: string, stream: number): void {
    const variants = getOrAdd(met, experiment, () => new Map<string, Set<number>>())
    getOrAdd(variants, variant, () => new Set<number>()).add(stream)
  }

  return {
    events,
    streams,
    met,
    unknownTypes,
    broken,
    lines: () => ({ count: lines, events: distinct }),
    addBroken,
    add: (text, file, line) => {
      if (text.trim() === '') return
      const input = parse(text)
      if (input === undefined) return addBroken({ file, line, reason: 'the line is not JSON' })
      const read = decodeLogLine(input)
      if (read.status === 'rejected') return addBroken({ file, line, reason: read.reason })
      lines++
      if (read.status === 'ledger') return streams.note(streams.number(read.ledger.stream, read.ledger), read.ledger)
      const stream = streams.number(read.event.stream, read.event)
      if (!streams.isNew(stream, read.event.seq)) return
      distinct++
      streams.noteTime(stream, read.event.at)
      if (read.status === 'event') keep(read.event, stream)
      else unknownTypes.set(read.event.type, (unknownTypes.get(read.event.type) ?? 0) + 1)
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

function getOrAdd<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  const found = map.get(key)
  if (found !== undefined) return found
  const created = create()
  map.set(key, created)
  return created
}
