/**
 * Decides what of a batch goes into the log, and what the answer says once it is there.
 * Pure: knows no clock, no store, no request. intake.ts feeds it and acts on the plan.
 */
import { hasRange, isStreamState, type ReadBatch, type Rejection, rangesOf, type StreamRange } from '@heddle/events'
import { type KnownStreams, knownStream, type Origin, type Shown } from './known-streams.js'
import { eventWriter, ledgerText, type WriteEvent } from './log-text.js'
import { acknowledged, ledgerOf, type Shares, sharesOf } from './share.js'

export type Plan =
  | {
      readonly status: 'planned'
      /** To append. */
      readonly lines: readonly string[]
      /** What the lines show, once they are durable; one entry for each stream that they speak of. */
      readonly shown: readonly Shown[]
      /** True only once the lines are durable. */
      readonly acks: readonly StreamRange[]
      readonly rejected: readonly Rejection[]
    }
  /** Written out, with the shared fields of its rows in every event, it is longer than the log takes at once. */
  | { readonly status: 'too-large' }

interface Draft {
  readonly lines: string[]
  readonly rejected: Rejection[]
  chars: number
}

/** What is known of a batch beside its body. */
export interface Arrival {
  /** In ms since the epoch on the collector's clock. */
  readonly receivedAt: number
  readonly browser?: string | undefined
}

/**
 * @param known what the log shows
 * @param maxChars longest text to append at once
 */
export function planBatch(batch: ReadBatch, known: KnownStreams, arrival: Arrival, maxChars: number): Plan {
  const { receivedAt, browser } = arrival
  const draft: Draft = { lines: [], rejected: [], chars: 0 }
  const times = { sentAt: batch.sentAt, receivedAt }
  const writeEvent = eventWriter(times)
  const origin: Origin = {
    ...(browser !== undefined && { browser }),
    ...(batch.client !== undefined && { client: batch.client }),
  }
  const shown: Shown[] = []
  const shares = sharesOf(batch)
  for (const event of batch.events) {
    addEvent(draft, event, shares, known, writeEvent)
    if (draft.chars > maxChars) return { status: 'too-large' }
  }
  const acks: StreamRange[] = []
  for (const [stream, share] of shares) {
    const before = knownStream(known, stream)
    const fresh = rangesOf(share.fresh)
    const ledger = ledgerOf(stream, share, fresh, before, times, origin)
    if (ledger) write(draft, ledgerText(ledger))
    if (draft.chars > maxChars) return { status: 'too-large' }
    if (ledger || fresh.length > 0) shown.push({ stream, stored: fresh, ledger, heardAt: receivedAt })
    for (const [from, to] of acknowledged(share, fresh, before.stored)) acks.push([stream, from, to])
  }
  return { status: 'planned', lines: draft.lines, shown, acks, rejected: draft.rejected }
}

function addEvent(
  draft: Draft,
  { stream, seq, decoded }: ReadBatch['events'][number],
  shares: Shares,
  known: KnownStreams,
  writeEvent: WriteEvent,
): void {
  if (decoded.status === 'rejected') {
    draft.rejected.push([stream, seq, decoded.reason])
    // Named in the log as well: a number that was refused is not a number that was lost.
    if (isStreamState({ stream, issued: seq, dropped: [[seq, seq, 'rejected']] })) {
      shares.of(stream).dropped.push([seq, seq, 'rejected'])
    }
    return
  }
  const share = shares.of(stream)
  if (share.fresh.has(seq) || hasRange(knownStream(known, stream).stored, seq, seq)) {
    share.copies.push([seq, seq])
    return
  }
  if (write(draft, writeEvent(decoded.event))) share.fresh.add(seq)
  else draft.rejected.push([stream, seq, 'the event is nested too deeply to be written'])
}

/** @returns whether there was a text to write */
function write(draft: Draft, text: string | undefined): boolean {
  if (text === undefined) return false
  draft.lines.push(text)
  draft.chars += text.length
  return true
}
