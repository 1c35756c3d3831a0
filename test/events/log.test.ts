import { decodeLogLine, type Ledger, type LoggedEvent } from '@heddle/events'
import { describe, expect, test } from 'vitest'
import { stamp, whole } from './samples.js'

const received = { sentAt: 1_767_225_600_000, receivedAt: 1_767_225_600_250 }
const sender = { browser: 'Firefox 153', client: '0.1.0' }
const ledger: Ledger = {
  type: 'ledger',
  stream: 's',
  issued: 5,
  dropped: [[2, 3, 'full']],
  repeated: 1,
  ...sender,
  ...received,
}

describe('a line of the log', () => {
  test.each(Object.values(whole))('is an event: $type', (event) => {
    const line: LoggedEvent = { ...event, ...received }
    expect(decodeLogLine(line)).toEqual({ status: 'event', event: line })
  })

  test('is an event that this version does not understand', () => {
    const line = { ...stamp, type: 'scroll', ...received }
    expect(decodeLogLine(line)).toEqual({ status: 'unknown-type', event: line })
  })

  test('is a ledger', () => {
    expect(decodeLogLine(ledger)).toEqual({ status: 'ledger', ledger })
  })

  test.each([
    ['a line is a JSON object', 'exposure'],
    ['a line has sentAt and receivedAt in ms since the epoch', whole.vital],
    ['a line has sentAt and receivedAt in ms since the epoch', { ...whole.vital, ...received, sentAt: -1 }],
    ['a ledger has a stream and how far it has counted', { ...ledger, issued: 1.5 }],
    ['a ledger has a stream and how far it has counted', { ...ledger, repeated: 'often' }],
    ['a ledger has a stream and how far it has counted', { ...ledger, browser: 'x'.repeat(33) }],
    ['a ledger has a stream and how far it has counted', { ...ledger, client: 1 }],
    ['goal: expected a text of 1 to 256 characters, got ""', { ...whole.click, ...received, goal: '' }],
  ])('is rejected in a sentence: %s', (reason, line) => {
    expect(decodeLogLine(line)).toEqual({ status: 'rejected', reason })
  })
})
