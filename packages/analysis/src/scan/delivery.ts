/**
 * What became of the events on their way: of a whole log, and of the pages that met each variant of an experiment.
 */
import type { DeliveryReport } from '../lift-report.js'
import { sortedNames } from '../names.js'
import { type StreamSet, unionOfSets } from './meetings.js'
import { noCounts, type StreamCounts, type Streams } from './streams.js'

/** Pages that met one variant of an experiment and no other, and how many of them miss something. */
export interface Losses {
  readonly streams: number
  readonly missing: number
}

/** Over every stream that the log names. */
export function deliveryOf(streams: Streams): StreamCounts {
  const sum = { ...noCounts }
  for (let stream = 0; stream < streams.size; stream++) streams.addCounts(sum, stream)
  return sum
}

/** Over the streams in which the experiment was applied or seen; a page that met two variants counts in both. */
export function deliveryOfExperiment(streams: Streams, byVariant: ReadonlyMap<string, StreamSet>): DeliveryReport {
  return {
    ...totalOf(streams, unionOfSets(byVariant.values(), streams)),
    variants: Object.fromEntries(
      sortedNames(byVariant.keys()).map((variant) => {
        const { issued, received, lost, missing, open } = totalOf(streams, byVariant.get(variant))
        return [variant, { issued, received, lost, missing, open }]
      }),
    ),
  }
}

/** By variant. A page that met two variants is in none: it could not be charged to either. */
export function lossesOf(streams: Streams, byVariant: ReadonlyMap<string, StreamSet>): ReadonlyMap<string, Losses> {
  return new Map(
    sortedNames(byVariant.keys()).map((variant) => {
      const others = [...byVariant].flatMap(([name, some]) => (name === variant ? [] : [some]))
      let [own, missing] = [0, 0]
      byVariant.get(variant)?.each((stream) => {
        if (others.some((some) => some.has(stream))) return
        own++
        if (streams.isMissing(stream)) missing++
      })
      return [variant, { streams: own, missing }]
    }),
  )
}

function totalOf(streams: Streams, some: StreamSet | undefined): StreamCounts {
  const sum = { ...noCounts }
  some?.each((stream) => streams.addCounts(sum, stream))
  return sum
}

/** Of the streams of both together. */
export function addCounts(a: StreamCounts, b: StreamCounts): StreamCounts {
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
