/**
 * In which streams each variant of an experiment was applied or seen.
 */
import type { Events } from './events.js'
import type { Streams } from './streams.js'

/** Some of a log's streams, by number. */
export interface StreamSet extends Iterable<number> {
  readonly size: number
  has(stream: number): boolean
  /** In a loop over millions it costs less than an iterator. */
  each(onStream: (stream: number) => void): void
}

export interface Meetings {
  /** All experiments that were applied or seen. */
  experiments(): string[]
  has(experiment: string): boolean
  /** By variant; none for an experiment that nobody met. Gathered when it is asked for. */
  get(experiment: string): ReadonlyMap<string, StreamSet>
}

export function createMeetings(events: Events, streams: Streams): Meetings {
  const tablesOf = (experiment: string) => [events.exposed(experiment), events.applied(experiment)]
  return {
    experiments: events.experiments,
    has: (experiment) => tablesOf(experiment).some(({ stream }) => stream.length > 0),
    get: (experiment) => {
      const byVariant = new Map<number, Uint8Array>()
      for (const { stream, variant } of tablesOf(experiment)) {
        for (let row = 0; row < stream.length; row++) {
          const number = variant.at(row)
          let marks = byVariant.get(number)
          if (!marks) {
            marks = new Uint8Array(streams.size)
            byVariant.set(number, marks)
          }
          marks[stream.at(row)] = 1
        }
      }
      return new Map([...byVariant].map(([number, marks]) => [events.variants.text(number), streamSet(marks)]))
    },
  }
}

/** All streams that are in any of the sets. */
export function unionOfSets(sets: Iterable<StreamSet>, streams: Streams): StreamSet {
  const marks = new Uint8Array(streams.size)
  for (const set of sets) {
    set.each((stream) => {
      marks[stream] = 1
    })
  }
  return streamSet(marks)
}

/** @param marks 1 for each stream that is in it */
function streamSet(marks: Uint8Array): StreamSet {
  return {
    size: marks.reduce((sum, mark) => sum + mark, 0),
    has: (stream) => marks[stream] === 1,
    each: (onStream) => {
      for (let stream = 0; stream < marks.length; stream++) if (marks[stream] === 1) onStream(stream)
    },
    *[Symbol.iterator]() {
      for (let stream = 0; stream < marks.length; stream++) if (marks[stream] === 1) yield stream
    },
  }
}
