/**
 * A collector as small as it can be, and honest: it stores what it can read, once, says what it has of what it is given
 * or asked for, and remembers what was given up. What goes wrong on the way is told to it, attempt by attempt.
 */
import { type Batch, decodeBatch, encodeBatch, type StreamRange } from '@heddle/events'
import type { Answer } from 'heddle'

/**
 * What becomes of an attempt. `lost`: stored, and the answer does not arrive; `down`: nothing arrives; `partial`: every
 * second event is stored, and only that is said; `refused`: as with a body that is too large; `busy`: not now.
 */
export type Fate = 'good' | 'lost' | 'down' | 'partial' | 'refused' | 'busy'

export interface ModelCollector {
  readonly receive: (batch: Batch, fate: Fate) => Answer
  readonly attempts: () => number
  /** How often each event was carried, by stream and number. */
  readonly carried: ReadonlyMap<string, number>
  readonly stored: ReadonlySet<string>
  readonly dropped: ReadonlySet<string>
}

export const idOf = (stream: string, seq: number): string => `${stream} ${seq}`

const idsOf = ([stream, from, to]: StreamRange) =>
  Array.from({ length: to - from + 1 }, (_, i) => [stream, from + i] as const)

/** @param isPoison events that make a batch unreadable, whoever sends it */
export function modelCollector(isPoison: (json: string) => boolean = () => false): ModelCollector {
  const carried = new Map<string, number>()
  const stored = new Set<string>()
  const dropped = new Set<string>()
  let attempts = 0

  return {
    attempts: () => attempts,
    carried,
    stored,
    dropped,
    receive(batch, fate) {
      attempts++
      const { events, streams, ask } = decodeBatch(encodeBatch(batch))
      for (const { stream, seq } of events) carried.set(idOf(stream, seq), (carried.get(idOf(stream, seq)) ?? 0) + 1)
      if (fate === 'down') return {}
      if (fate === 'busy') return { afterMs: 20_000 }
      if (fate === 'refused' || batch.rows.some(({ json }) => isPoison(json))) return { refused: true }
      for (const { stream, dropped: gone = [] } of streams) {
        for (const [from, to] of gone) for (const [, seq] of idsOf([stream, from, to])) dropped.add(idOf(stream, seq))
      }
      const given = events.map(({ stream, seq }) => [stream, seq] as const)
      const taken = fate === 'partial' ? given.filter(([, seq]) => seq % 2) : given
      for (const [stream, seq] of taken) stored.add(idOf(stream, seq))
      if (fate === 'lost') return {}
      const has = [...given, ...ask.flatMap(idsOf)].filter(([stream, seq]) => stored.has(idOf(stream, seq)))
      return { settled: has.map(([stream, seq]) => [stream, seq, seq] as const) }
    },
  }
}
