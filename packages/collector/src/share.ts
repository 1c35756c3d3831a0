/**
 * What a batch holds of one stream, and what follows from it: which numbers to acknowledge, whether a ledger is due.
 * Pure.
 */
import {
  type Dropped,
  type Ledger,
  overlapOf,
  type Range,
  type RangeSet,
  type ReadBatch,
  type Received,
  unionOf,
} from '@heddle/events'
import { countDropped, mergeDropped } from './dropped.js'
import { type KnownStream, type Origin, originOf } from './known-streams.js'

export interface Share {
  /** Numbers of events that are not yet in the log. */
  readonly fresh: Set<number>
  /** In the log already, or twice in the batch: one entry for each copy. */
  readonly copies: Range[]
  readonly asked: Range[]
  readonly dropped: Dropped[]
  /** The highest number given out, as the stream says. */
  issued: number
}

/** By the stream's id; a stream is added when it is first asked for. */
export interface Shares extends Iterable<readonly [stream: string, share: Share]> {
  of(stream: string): Share
}

/** What the batch says about streams; its events are added by the caller. */
export function sharesOf({ streams, ask }: Pick<ReadBatch, 'streams' | 'ask'>): Shares {
  const shares = new Map<string, Share>()
  const of = (stream: string): Share => {
    const share = shares.get(stream) ?? { fresh: new Set(), copies: [], asked: [], dropped: [], issued: 0 }
    shares.set(stream, share)
    return share
  }
  for (const { stream, issued, dropped = [] } of streams) {
    const share = of(stream)
    share.issued = Math.max(share.issued, issued)
    for (const range of dropped) share.dropped.push(range)
  }
  for (const [stream, from, to] of ask) of(stream).asked.push([from, to])
  return { of, [Symbol.iterator]: () => shares.entries() }
}

/**
 * The ledger that is due because the stream says more of itself than the log will show with the fresh events.
 * It holds all that earlier ledgers held, so that the last one is enough.
 *
 * @param fresh numbers of the share's events, as ranges
 * @param origin what sent the batch; told by the first ledger of a stream that has a number
 */
export function ledgerOf(
  stream: string,
  share: Share,
  fresh: RangeSet,
  known: KnownStream,
  times: Received,
  origin: Origin,
): Ledger | undefined {
  const dropped = share.dropped.length === 0 ? known.dropped : mergeDropped(known.dropped, share.dropped)
  const shown = Math.max(known.issued, fresh.at(-1)?.[1] ?? 0)
  const issued = Math.max(shown, share.issued, dropped.at(-1)?.[1] ?? 0)
  const repeated = known.repeated + share.copies.length
  const sender = originOf(known, origin)
  const isDue =
    issued > shown ||
    repeated > known.repeated ||
    countDropped(dropped) > countDropped(known.dropped) ||
    (issued > 0 && (sender.browser !== known.browser || sender.client !== known.client))
  if (!isDue) return undefined
  return { type: 'ledger', stream, issued, ...(dropped.length > 0 && { dropped }), repeated, ...sender, ...times }
}

/** The numbers that the batch carried or asked for and that are in the log once its fresh events are. */
export function acknowledged({ copies, asked }: Share, fresh: RangeSet, stored: RangeSet): RangeSet {
  if (copies.length === 0 && asked.length === 0) return fresh
  const answered = asked.length === 0 ? [] : overlapOf(unionOf([...stored, ...fresh]), unionOf(asked))
  return unionOf([...fresh, ...copies, ...answered])
}
