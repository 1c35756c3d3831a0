/**
 * The rules of the analysis, written down as slowly and plainly as possible, to hold the scan against.
 */

import type { Metrics } from '@heddle/analysis'
import type { Exposure, Ledger, LoggedEvent } from '@heddle/events'
import { distinct, type History, inOrder, measured, type Timed } from './reference-kinds.js'
import { segmentsOf } from './reference-segments.js'

type Entry = LoggedEvent | Ledger
type Exposed = Timed & Exposure

/** @param attribute what units are split by, if they are */
export function reference(entries: readonly Entry[], metrics: Metrics, attribute?: string): unknown {
  const events = withoutCopies(entries).map((event) => ({
    ...event,
    time: event.at + offsetOf(entries, event.stream),
  }))
  const end = Math.max(...entries.map((entry) => (entry.type === 'ledger' ? -Infinity : entry.receivedAt)))
  const ofExperiments = events.filter((event) => event.type === 'exposure' || event.type === 'applied')
  const experiments = distinct(ofExperiments.map(({ experiment }) => experiment))
  return experiments.sort().map((experiment) => {
    const mine = ofExperiments.filter((event) => event.experiment === experiment)
    const variants = distinct(mine.map(({ variant }) => variant))
    const exposures = mine.filter((event): event is Exposed => event.type === 'exposure').sort(inOrder)
    const units = distinct(exposures.map(declared))
    const isIn = (unit: string, variant: string) =>
      exposures.some((event) => declared(event) === unit && event.variant === variant)
    const crossed = units.filter((unit) => variants.filter((variant) => isIn(unit, variant)).length > 1)
    const membersOf = (variant: string) => units.filter((unit) => !crossed.includes(unit) && isIn(unit, variant))
    const historyOf = (unit: string): History => {
      const first = exposures.find((event) => declared(event) === unit)
      if (!first) throw new Error('Every unit has an exposure.')
      const visits = first.unit === undefined || first.unit === first.visitor
      const isMine = (event: Timed) => ('unit' in event && event.unit === unit) || (visits && event.visitor === unit)
      const pages = exposures.filter((event) => declared(event) === unit).map(({ stream }) => stream)
      return {
        since: first.time,
        attributes: first.attributes ?? {},
        isApplied: mine.some((event) => event.type === 'applied' && event.applied && pages.includes(event.stream)),
        events: events.filter(isMine).sort(inOrder),
      }
    }
    const streamsOf = (variant?: string) =>
      distinct(mine.filter((event) => variant === undefined || event.variant === variant).map(({ stream }) => stream))
    const histories = new Map(variants.map((variant) => [variant, membersOf(variant).map(historyOf)]))
    const segments = attribute === undefined ? undefined : segmentsOf(histories, attribute)
    return {
      experiment,
      ...(segments ? { segments: { attribute, observed: new Map([...segments].map(sizes)) } } : {}),
      crossover: { units: crossed.length },
      observed: new Map(variants.map((variant) => [variant, membersOf(variant).length])),
      metrics: Object.entries(metrics).map(([name, metric]) => ({
        name,
        metric,
        ...measured(metric, {
          ...{ units: histories, end, experiment, pages: streamsOf() },
          ...(segments ? { segments } : {}),
        }),
      })),
      delivery: {
        ...deliveryOf(entries, streamsOf()),
        variants: Object.fromEntries(
          variants.map((variant) => {
            const { issued, received, lost, missing, open } = deliveryOf(entries, streamsOf(variant))
            return [variant, { issued, received, lost, missing, open }]
          }),
        ),
      },
      losses: new Map(
        variants.map((variant) => {
          const elsewhere = variants.filter((other) => other !== variant).flatMap(streamsOf)
          const own = streamsOf(variant).filter((stream) => !elsewhere.includes(stream))
          const missing = own.filter((stream) => deliveryOf(entries, [stream]).missing > 0)
          return [variant, { streams: own.length, missing: missing.length }]
        }),
      ),
    }
  })
}

export function deliveryOf(entries: readonly Entry[], streams: readonly string[]) {
  const each = streams.map((stream) => {
    const events = entries.filter((entry) => entry.stream === stream && entry.type !== 'ledger')
    const ledgers = entries.filter((entry): entry is Ledger => entry.stream === stream && entry.type === 'ledger')
    const received = distinct(events.map((event) => ('seq' in event ? event.seq : 0)))
    const issued = Math.max(0, ...received, ...ledgers.map((ledger) => ledger.issued))
    const numbers = Array.from({ length: issued }, (_, index) => index + 1)
    const absent = numbers.filter((number) => !received.includes(number))
    const dropped = absent.filter((number) =>
      ledgers.some((ledger) => ledger.dropped?.some(([from, to]) => from <= number && number <= to)),
    )
    const repeated = countsOf(events).repeated + Math.max(0, ...ledgers.map((ledger) => ledger.repeated ?? 0))
    const lost = absent.filter((number) => !dropped.includes(number))
    const missing = lost.filter((number) => number < Math.max(...received, ...dropped))
    return {
      issued,
      received: received.length,
      dropped: dropped.length,
      lost: lost.length,
      missing: missing.length,
      open: lost.length - missing.length,
      repeated,
    }
  })
  const sum = (field: keyof (typeof each)[number]) => each.reduce((total, counts) => total + counts[field], 0)
  return {
    issued: sum('issued'),
    received: sum('received'),
    dropped: sum('dropped'),
    lost: sum('lost'),
    missing: sum('missing'),
    open: sum('open'),
    repeated: sum('repeated'),
  }
}

/** What the log holds of itself: different events, copies that say the same, events that it holds with different contents. */
export function countsOf(entries: readonly Entry[]) {
  const all = [...byIdentity(entries).values()]
  const consistent = all.filter((same) => !isContradicted(same))
  const events = consistent.length
  return {
    ...{ lines: entries.length, events, conflicts: all.length - events },
    repeated: consistent.reduce((sum, same) => sum + same.length - 1, 0),
  }
}

/** Each event once; none that another line of the log says otherwise. */
function withoutCopies(entries: readonly Entry[]): LoggedEvent[] {
  return [...byIdentity(entries).values()].flatMap((same) => (isContradicted(same) ? [] : same.slice(0, 1)))
}

/** The lines of each event. */
function byIdentity(entries: readonly Entry[]): ReadonlyMap<string, readonly LoggedEvent[]> {
  const known = new Map<string, LoggedEvent[]>()
  for (const entry of entries) {
    if (entry.type === 'ledger') continue
    const identity = JSON.stringify([entry.stream, entry.seq])
    known.set(identity, [...(known.get(identity) ?? []), entry])
  }
  return known
}

const isContradicted = (same: readonly LoggedEvent[]) => distinct(same.map(contentOf)).length > 1

function contentOf({ sentAt, receivedAt, ...said }: LoggedEvent): string {
  return JSON.stringify(Object.entries(said).sort(([one], [other]) => (one < other ? -1 : 1)))
}

function offsetOf(entries: readonly Entry[], stream: string): number {
  const offsets = entries
    .filter((entry) => entry.stream === stream)
    .map(({ receivedAt, sentAt }) => receivedAt - sentAt)
  return Math.min(...offsets)
}

const declared = ({ unit, visitor }: Exposed) => unit ?? visitor

const sizes = ([segment, units]: readonly [string, ReadonlyMap<string, readonly History[]>]) =>
  [segment, new Map([...units].map(([variant, some]) => [variant, some.length]))] as const
