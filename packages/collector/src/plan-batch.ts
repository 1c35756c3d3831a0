/**
 * Decides what of a batch goes into the log, and what the answer says once it is there.
 * Pure: knows no clock, no store, no request. intake.ts feeds it and acts on the plan.
 */
import { hasRange, isStreamState, type ReadBatch, type Rejection, type StreamRange } from '@heddle/events'
import { type KnownStreams, knownStream, type Shown } from './known-streams.js'
import { logged, logText } from './log-text.js'
import { acknowledged, ledgerOf, type Shares, sharesOf } from './share.js'

export type Plan =
  | {
      readonly status: 'planned'
      /** To append. */
      readonly lines: readonly string[]
      /** What the lines show, once they are durable. */
      readonly shown: readonly Shown[]
      /** True only once the lines are durable. */
      readonly acks: readonly StreamRange[]
      readonly rejected: readonly Rejection[]
    }
  /** Written out, with the shared fields of its rows in every event, it is longer than the log takes at once. */
  | { readonly status: 'too-large' }

interface Draft {
  readonly lines: string[]
  readonly shown: Shown[]
  readonly rejected: Rejection[]
  chars: number
}

/**
 * @param known what the log shows
 * @param receivedAt in ms since the epoch on the collector's clock
 * @param maxChars longest text to append at once
 */
export function planBatch(batch: ReadBatch, known: KnownStreams, receivedAt: number, maxChars: number): Plan {
  const draft: Draft = { lines: [], shown: [], rejected: [], chars: 0 }
  const times = { sentAt: batch.sentAt, receivedAt }
  const shares = sharesOf(batch)
  for (const event of batch.events) {
    addEvent(draft, event, shares, known, times)
    if (draft.chars > maxChars) return { status: 'too-large' }
  }
  const acks: StreamRange[] = []
  for (const [stream, share] of shares) {
    const ledger = ledgerOf(stream, share, knownStream(known, stream), times)
    if (ledger) write(draft, logText(ledger), { kind: 'ledger', ledger })
    if (draft.chars > maxChars) return { status: 'too-large' }
    for (const [from, to] of acknowledged(share, knownStream(known, stream).stored)) acks.push([stream, from, to])
  }
  return { status: 'planned', lines: draft.lines, shown: draft.shown, acks, rejected: draft.rejected }
}

function addEvent(
  draft: Draft,
  { stream, seq, decoded }: ReadBatch['events'][number],
  shares: Shares,
  known: KnownStreams,
  times: { readonly sentAt: number; readonly receivedAt: number },
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
  const isWritten = write(draft, logText(logged(decoded.event, times)), { kind: 'event', stream, seq })
  if (isWritten) share.fresh.add(seq)
  else draft.rejected.push([stream, seq, 'the event is nested too deeply to be written'])
}

/** @returns whether there was a text to write */
function write(draft: Draft, text: string | undefined, shown: Shown): boolean {
  if (text === undefined) return false
  draft.lines.push(text)
  draft.shown.push(shown)
  draft.chars += text.length
  return true
}
