/**
 * Batches as a page sends them, and the collector's answers as a page reads them.
 */
import {
  type Acknowledgement,
  decodeAnswer,
  decodeLogLine,
  type Ledger,
  type LogLine,
  type Refusal,
  type StreamState,
} from '@heddle/events'
import { expect } from 'vitest'

export interface BatchOf {
  readonly stream?: string
  readonly seqs: readonly number[]
  /** Default: the highest of the numbers. */
  readonly issued?: number
  readonly dropped?: StreamState['dropped']
  readonly ask?: readonly (readonly [stream: string, from: number, to: number])[]
}

export const sentAt = 1_767_225_600_000

export const click = (seq: number, more: object = {}): object => ({
  type: 'click',
  seq,
  at: sentAt - 10,
  goal: 'best',
  ...more,
})

export const row = (events: readonly unknown[], stream = 's'): object => ({
  stream,
  visitor: 'v',
  session: 'w',
  page: '/',
  events,
})

/** The body of a request with clicks of one stream. */
export function clicks({ stream = 's', seqs, issued = Math.max(0, ...seqs), dropped, ask }: BatchOf): string {
  return body(
    [
      row(
        seqs.map((seq) => click(seq)),
        stream,
      ),
    ],
    { streams: [{ stream, issued, dropped }], ask },
  )
}

export const body = (rows: readonly unknown[], more: object = {}): string =>
  JSON.stringify({ version: 1, sentAt, streams: [], rows, ...more })

export const post = (text: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Request =>
  new Request('http://collector.example/collect', { method: 'POST', body: text, headers })

/** What a 200 acknowledges; fails the test on anything else. */
export async function acknowledgement(response: Response): Promise<Acknowledgement> {
  const text = await response.text()
  expect(response.status, text).toBe(200)
  const answer = decodeAnswer(text)
  if (!answer || !('acks' in answer)) throw new Error(`No acknowledgement: ${text}`)
  return answer
}

export async function refusal(response: Response): Promise<Refusal & { readonly status: number }> {
  const answer = decodeAnswer(await response.text())
  if (!answer || !('error' in answer)) throw new Error(`No refusal, but status ${response.status}.`)
  return { ...answer, status: response.status }
}

/** Lines of a log, each of which must be readable. */
export const readLog = (lines: readonly string[]): readonly LogLine[] =>
  lines.map((line) => {
    const read = decodeLogLine(JSON.parse(line))
    expect(read.status, line).not.toBe('rejected')
    return read
  })

/** The numbers of a stream's events in the log, in the order in which they stand there. */
export const seqsIn = (lines: readonly string[], stream = 's'): readonly number[] =>
  readLog(lines).flatMap((line) => ('event' in line && line.event.stream === stream ? [line.event.seq] : []))

export const ledgersIn = (lines: readonly string[]): readonly Ledger[] =>
  readLog(lines).flatMap((line) => (line.status === 'ledger' ? [line.ledger] : []))
