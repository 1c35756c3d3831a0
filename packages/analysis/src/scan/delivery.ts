/**
 * What became of the events on their way: of a whole log, and of the pages that met each variant of an experiment.
 */
import type { DeliveryReport } from '../lift-report.js'
import { sortedNames } from '../names.js'
import type { LogTable } from './log-table.js'
import { unionOfSets } from './meetings.js'
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
  const byVariant = met.get(experiment)
  return {
    ...totalOf(streams, unionOfSets(byVariant.values(), streams)),
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
  const byVariant = met.get(experiment)
  return new Map(
    sortedNames(byVariant.keys()).map((variant) => {
      const others = [...byVariant].flatMap(([name, some]) => (name === variant ? [] : [some]))
      let [own, missing] = [0, 0]
      for (const stream of byVariant.get(variant) ?? []) {
        if (others.some((some) => some.has(stream))) continue
        own++
        if (streams.counts(stream).missing > 0) missing++
      }
      return [variant, { streams: own, missing }]
    }),
  )
}

export function totalOf(streams: Streams, numbers: Iterable<number>): StreamCounts {
  const sum: { -readonly [Name in keyof StreamCounts]: StreamCounts[Name] } = { ...nothing }
  for (const number of numbers) {
    const counts = streams.counts(number)
    sum.issued += counts.issued
    sum.received += counts.received
    sum.dropped += counts.dropped
    sum.lost += counts.lost
    sum.missing += counts.missing
    sum.open += counts.open
    sum.repeated += counts.repeated
  }
  return sum
}
