import { type Acknowledgement, decodeAnswer, type Refusal } from '@heddle/events'
import { describe, expect, test } from 'vitest'
import { schema } from './schemas.js'

const isAnswer = schema('answer')

const acknowledgement: Acknowledgement = {
  acks: [['s', 1, 3]],
  rejected: [['s', 4, 'seq: expected a whole number from 1, got 0']],
  retryAfterMs: 500,
  serverTime: 1_767_225_600_000,
}
const refusal: Refusal = { error: 'The events could not be stored; send them again later.', retryAfterMs: 5000 }

describe('an answer', () => {
  test.each([acknowledgement, { ...acknowledgement, acks: [], rejected: [], later: 1 }, refusal, { error: '' }])(
    'is read as it was written: %j',
    (answer) => {
      expect(decodeAnswer(JSON.stringify(answer))).toEqual(answer)
      expect(isAnswer(answer)).toBe(true)
    },
  )

  test.each([
    ['an empty body', ''],
    ['a captive portal', '<html>Sign in</html>'],
    ['cut JSON', JSON.stringify(acknowledgement).slice(0, -5)],
    ['null', 'null'],
    ['no list of rejected', JSON.stringify({ acks: [], serverTime: 1 })],
    ['an ack without an end', JSON.stringify({ ...acknowledgement, acks: [['s', 1]] })],
    ['an ack from 0', JSON.stringify({ ...acknowledgement, acks: [['s', 0, 1]] })],
    ['a rejection without a reason', JSON.stringify({ ...acknowledgement, rejected: [['s', 1]] })],
    ['a time that is none', JSON.stringify({ ...acknowledgement, serverTime: 'now' })],
    ['a wait that is none', JSON.stringify({ ...acknowledgement, retryAfterMs: 'soon' })],
    ['a refusal with a wait that is none', JSON.stringify({ ...refusal, retryAfterMs: -1 })],
  ])('is no answer if it is %s', (_, body) => {
    expect(decodeAnswer(body)).toBeUndefined()
    expect(isAnswer(attemptParse(body))).toBe(false)
  })

  test('acknowledges nothing that runs backwards', () => {
    expect(decodeAnswer(JSON.stringify({ ...acknowledgement, acks: [['s', 3, 1]] }))).toBeUndefined()
  })
})

function attemptParse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
