import { holm } from '@heddle/stats'
import { expect, test } from 'vitest'

// R 4.2: p.adjust(p, 'holm')
test.each([
  [
    [0.01, 0.04, 0.03, 0.005],
    [0.03, 0.06, 0.06, 0.02],
  ],
  [
    [1e-300, 1e-200, 0.5, 0.9, 0.04],
    [5e-300, 4e-200, 1, 1, 0.12],
  ],
  [
    [0.01, undefined, 0.04, 0.03],
    [0.03, undefined, 0.06, 0.06],
  ],
  [
    [0.0009, 0.02, 0.02, 0.7, 1],
    [0.0045, 0.08, 0.08, 1, 1],
  ],
  [[0.2], [0.2]],
  [[], []],
  [
    [undefined, undefined],
    [undefined, undefined],
  ],
  [
    [0, 0.5],
    [0, 0.5],
  ],
])('the family %j is adjusted to %j', (family, wanted) => {
  const got = holm(family)
  expect(got).toHaveLength(wanted.length)
  got.forEach((p, at) => {
    const reference = wanted[at]
    if (reference === undefined || p === undefined) expect(p).toBe(reference)
    else expect(Math.abs(p - reference)).toBeLessThanOrEqual(1e-15 * reference)
  })
})

test('a p-value that is none is refused', () => {
  expect(() => holm([0.1, 1.5])).toThrow(new RangeError('A probability lies between 0 and 1, got 1.5.'))
  expect(() => holm([Number.NaN])).toThrow(RangeError)
})
