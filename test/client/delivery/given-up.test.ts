import { describe, expect, test } from 'vitest'
import { givenUp } from '../../../packages/client/src/delivery/given-up.js'
import { goneOf, rowOf } from '../rows.js'

const day = 86_400_000
const now = 100 * day

describe('what is left of rows that were given up', () => {
  test('is their numbers and the reason, as of now', () => {
    expect(givenUp([rowOf(1, 3)], 'refused', now)).toEqual([goneOf(1, 3, { at: now, reason: 'refused' })])
  })

  test('is one row where they were neighbours, in whatever order', () => {
    expect(givenUp([rowOf(4, 5), rowOf(1, 3), rowOf(7)], 'overflow', now)).toEqual([
      goneOf(1, 5, { at: now }),
      goneOf(7, 7, { at: now }),
    ])
  })

  test('is one row for each stream', () => {
    const rows = [rowOf(1), rowOf(2, 2, { stream: 't' })]
    expect(givenUp(rows, 'overflow', now)).toEqual([goneOf(1, 1, { at: now }), goneOf(2, 2, { at: now, stream: 't' })])
  })

  test('stays what it is when it is given up with others, and is no younger', () => {
    expect(givenUp([goneOf(3, 4, { at: now - day })], 'overflow', now)).toEqual([goneOf(3, 4, { at: now - day })])
  })

  test('ends without a trace when it has waited for two weeks itself', () => {
    expect(givenUp([goneOf(1, 1, { at: now - 14 * day - 1 })], 'overflow', now)).toEqual([])
    expect(givenUp([rowOf(1, 1, { at: now - 14 * day - 1 })], 'overflow', now)).toHaveLength(1)
  })

  test('is nothing where nothing was given up', () => {
    expect(givenUp([], 'overflow', now)).toEqual([])
  })
})
