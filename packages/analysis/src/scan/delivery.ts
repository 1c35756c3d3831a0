/**
 * What became of the events on their way: of a whole log, and of the pages that met each variant of an experiment.
 */
import type { DeliveryReport } from '../lift-report.js'
import { sortedNames } from '../names.js'
import type { LogTable } from './log-table.js'
import type { StreamCounts, Streams } from './streams.js'

const nothing: StreamCounts = { issued: 0, received: 0, dropped: 0, lost: 0, missing: 0, open: 0, repeated: 0 }

/** Pages that met one variant of an experiment and no other, and how many of them miss something. */
export interface Losses {
  readonly streams: number
  readonly missing: number
}

/** Over every stream that the log names. */
export function deliveryOf(streams: Streams): StreamCounts {
  return totalOf(streams, new Array<undefined>(streams.size).keys())
}

/** Over the streams in which the experiment was applied or seen; a page that met two variants counts in both. */
export function deliveryOfExperiment({ streams, met }: LogTable, experiment: string): DeliveryReport {
  const byVariant = met.get(experiment) ?? new Map<string, Set<number>>()
  const all = new Set([...byVariant.values()].flatMap((some) => [...some]))
  return {
    ...totalOf(streams, all),
    variants: Object.fromEntries(
      sortedNames(byVariant.keys()).map((variant) => {
        const { issued, received, lost, missing, open } = totalOf(streams, byVariant.get(variant) ?? [])
        return [variant, { issued, received, lost, missing, open }]
      }),
    ),
  }
}

/** By variant. A page that met two variants is in none: it could not be charged to either. */
export function lossesOf({ streams, met }: LogTable, experiment: string): ReadonlyMap<string, Losses> {
  const byVariant = met.get(experiment) ?? new Map<string, Set<number>>()
  const others = (variant: string) => [...byVariant].flatMap(([name, some]) => (name === variant ? [] : [some]))
  return new Map(
    sortedNames(byVariant.keys()).map((variant) => {
      const own = [...(byVariant.get(variant) ?? [])].filter(
        (stream) => !others(variant).some((some) => some.has(stream)),
      )
      return [
        variant,
        { streams: own.length, missing: own.filter((stream) => streams.counts(stream).missing > 0).length },
      ]
    }),
  )
}

export function totalOf(streams: Streams, numbers: Iterable<number>): StreamCounts {
  let sum = nothing
  for (const number of numbers) sum = plus(sum, streams.counts(number))
  return sum
}

function plus(a: StreamCounts, b: StreamCounts): StreamCounts {
  return {
    issued: a.issued + b.issued,
    received: a.received + b.received,
    dropped: a.dropped + b.dropped,
    lost: a.lost + b.lost,
    missing: a.missing + b.missing,
    open: a.open + b.open,
    repeated: a.repeated + b.repeated,
  }
}
