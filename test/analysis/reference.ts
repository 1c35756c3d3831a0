/**
 * The rules of the analysis, written down as slowly and plainly as possible, to hold the scan against.
 */

import type { Metrics, Quantity, Sums, Term } from '@heddle/analysis'
import { methodOf } from '@heddle/analysis'
import type { Exposure, Ledger, LoggedEvent } from '@heddle/events'

type Entry = LoggedEvent | Ledger
type Timed = LoggedEvent & { readonly time: number }
type Exposed = Timed & Exposure

export function reference(entries: readonly Entry[], metrics: Metrics): unknown {
  const events = withoutCopies(entries.filter((entry) => entry.type !== 'ledger')).map((event) => ({
    ...event,
    time: event.at + offsetOf(entries, event.stream),
  }))
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
    const counted = (unit: string, term: Term, windowMs: number) => {
      const first = exposures.find((event) => declared(event) === unit)
      if (!first) throw new Error('Every unit has an exposure.')
      const visits = first.unit === undefined || first.unit === first.visitor
      const happened = events.filter(
        (event) =>
          (('unit' in event && event.unit === unit) || (visits && event.visitor === unit)) &&
          event.time >= first.time &&
          event.time < first.time + windowMs,
      )
      return integerOf(happened, term, experiment)
    }
    const sumsOf = (
      variant: string,
      { x, y, sums, windowMs = Infinity }: ReturnType<typeof methodOf>['needs'],
    ): Sums => {
      const pairs = membersOf(variant).map((unit) => ({
        x: counted(unit, x, windowMs),
        y: y ? counted(unit, y, windowMs) : 0n,
      }))
      const add = (name: 'x' | 'y' | 'xx' | 'yy' | 'xy') =>
        sums.includes(name)
          ? pairs.reduce(
              (sum, pair) => sum + [...name].reduce((product, of) => product * (of === 'x' ? pair.x : pair.y), 1n),
              0n,
            )
          : 0n
      return { n: pairs.length, x: add('x'), y: add('y'), xx: add('xx'), yy: add('yy'), xy: add('xy') }
    }
    const streamsOf = (variant?: string) =>
      distinct(mine.filter((event) => variant === undefined || event.variant === variant).map(({ stream }) => stream))
    return {
      experiment,
      crossover: { units: crossed.length },
      observed: new Map(variants.map((variant) => [variant, membersOf(variant).length])),
      metrics: Object.entries(metrics).map(([name, metric]) => ({
        name,
        metric,
        sums: new Map(variants.map((variant) => [variant, sumsOf(variant, methodOf(metric).needs)])),
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
    const repeated = events.length - received.length + Math.max(0, ...ledgers.map((ledger) => ledger.repeated ?? 0))
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

function integerOf(happened: readonly Timed[], { quantity, take, scale }: Term, experiment: string): bigint {
  const round = (value: number) => BigInt(Math.floor(value * scale + 0.5))
  const occurrences = happened.filter((event) => isOf(event, quantity, experiment))
  const count =
    quantity.of === 'exposures' ? distinct(occurrences.map(({ stream }) => stream)).length : occurrences.length
  if (take === 'any') return count > 0 ? 1n : 0n
  if (quantity.of === 'exposures' || quantity.take === 'count') return round(count)
  return occurrences.reduce((sum, event) => sum + round('value' in event ? (event.value ?? 0) : 0), 0n)
}

function isOf(event: Timed, quantity: Quantity, experiment: string): boolean {
  if (quantity.of === 'goal') return (event.type === 'click' || event.type === 'goal') && event.goal === quantity.goal
  return event.type === 'exposure' && event.experiment === (quantity.experiment ?? experiment)
}

function withoutCopies(events: readonly Entry[]): LoggedEvent[] {
  const known = new Map<string, LoggedEvent>()
  for (const event of events) if (event.type !== 'ledger') known.set(JSON.stringify([event.stream, event.seq]), event)
  return [...known.values()]
}

function offsetOf(entries: readonly Entry[], stream: string): number {
  const offsets = entries
    .filter((entry) => entry.stream === stream)
    .map(({ receivedAt, sentAt }) => receivedAt - sentAt)
  return Math.min(...offsets)
}

const declared = ({ unit, visitor }: Exposed) => unit ?? visitor

const inOrder = (a: Timed, b: Timed) =>
  a.time - b.time || (a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : a.seq - b.seq)

function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)]
}
