/**
 * What became of the events on their way: of a whole log, and of the pages that met each variant of an experiment.
 */
import type { DeliveryReport } from '../lift-report.js'
import { sortedNames } from '../names.js'
import type { LogTable } from './log-table.js'
import type { StreamCounts, Streams } from './streams.js'

const nothing: StreamCounts = { issued: 0, received: 0, dropped: 0, lost: 0, repeated: 0 }

/** Over every stream that the log names. */
export function deliveryOf(streams: Streams): StreamCounts {
  return total(streams, new Array<undefined>(streams.size).keys())
}

/** Over the streams in which the experiment was applied or seen; a page that met two variants counts in both. */
export function deliveryOfExperiment({ streams, met }: LogTable, experiment: string): DeliveryReport {
  const byVariant = met.get(experiment) ?? new Map<string, Set<number>>()
  const all = new Set([...byVariant.values()].flatMap((some) => [...some]))
  return {
    ...total(streams, all),
    variants: Object.fromEntries(
      sortedNames(byVariant.keys()).map((variant) => {
        const { issued, received, lost } = total(streams, byVariant.get(variant) ?? [])
        return [variant, { issued, received, lost }]
      }),
    ),
  }
}

function total(streams: Streams, numbers: Iterable<number>): StreamCounts {
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
    repeated: a.repeated + b.repeated,
  }
}
