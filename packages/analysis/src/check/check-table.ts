/**
 * From what was read of a log to the report on its delivery. Reads the table and changes nothing in it.
 */
import type { CheckReport, Fate, StreamReport } from '../check-report.js'
import { checkLoss } from '../lift/loss.js'
import { compareTexts, sortedNames } from '../names.js'
import { lossesOf } from '../scan/delivery.js'
import type { LogTable } from '../scan/log-table.js'
import type { Streams } from '../scan/streams.js'

export interface CheckOptions {
  /** How many streams are listed at most, those that miss most; default 20, Infinity for all. */
  readonly worst?: number
}

export function checkTable(table: LogTable, { worst = 20 }: CheckOptions = {}): CheckReport {
  const { streams, met, broken } = table
  const { count: lines, events } = table.lines()
  const all = Array.from({ length: streams.size }, (_, stream) => stream)
  const missing = all
    .map((stream) => ({ stream, missing: streams.counts(stream).missing }))
    .filter((one) => one.missing > 0)
    .sort((a, b) => b.missing - a.missing || compareTexts(streams.name(a.stream), streams.name(b.stream)))
  return {
    version: 1,
    log: { lines, events, broken: { count: broken.count, first: [...broken.first] } },
    total: fateOf(streams, all),
    browsers: fatesBy(streams, all, streams.browser),
    clients: fatesBy(streams, all, streams.client),
    experiments: sortedNames(met.experiments()).map((experiment) => ({
      experiment,
      variants: fates(streams, met.get(experiment)),
      loss: checkLoss(lossesOf(streams, met.get(experiment))),
    })),
    streams: {
      count: missing.length,
      worst: missing.slice(0, worst).map(({ stream }) => streamReport(streams, stream)),
    },
  }
}

function fatesBy(
  streams: Streams,
  all: readonly number[],
  senderOf: (stream: number) => string | undefined,
): { readonly [sender: string]: Fate } {
  const groups = new Map<string, number[]>()
  for (const stream of all) {
    const sender = senderOf(stream) ?? 'unknown'
    const group = groups.get(sender)
    if (group) group.push(stream)
    else groups.set(sender, [stream])
  }
  return fates(streams, groups)
}

function fates(streams: Streams, groups: ReadonlyMap<string, Iterable<number>>): { readonly [name: string]: Fate } {
  return Object.fromEntries(sortedNames(groups.keys()).map((name) => [name, fateOf(streams, groups.get(name) ?? [])]))
}

function fateOf(streams: Streams, some: Iterable<number>): Fate {
  const sum = { streams: 0, streamsMissing: 0, issued: 0, received: 0, repeated: 0, dropped: 0, missing: 0, open: 0 }
  const reasons = new Map<string, number>()
  for (const stream of some) {
    const counts = streams.counts(stream)
    sum.streams++
    if (counts.missing > 0) sum.streamsMissing++
    for (const field of ['issued', 'received', 'repeated', 'dropped', 'missing', 'open'] as const) {
      sum[field] += counts[field]
    }
    if (counts.dropped === 0) continue
    for (const [reason, count] of streams.reasons(stream)) reasons.set(reason, (reasons.get(reason) ?? 0) + count)
  }
  return {
    ...sum,
    reasons: Object.fromEntries(sortedNames(reasons.keys()).map((name) => [name, reasons.get(name) ?? 0])),
  }
}

function streamReport(streams: Streams, stream: number): StreamReport {
  const { streams: _one, streamsMissing: _some, ...fate } = fateOf(streams, [stream])
  const [browser, client] = [streams.browser(stream), streams.client(stream)]
  return {
    stream: streams.name(stream),
    ...(browser === undefined ? {} : { browser }),
    ...(client === undefined ? {} : { client }),
    ...fate,
    ranges: streams.missing(stream),
  }
}
