import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chancesBest } from '../../../packages/stats/src/bayes/best.js'
import { allocation } from '../../../packages/stats/src/layout/allocation.js'

const named = <Arm>(arms: readonly Arm[]) => Object.fromEntries(arms.map((arm, at) => [`arm${at}`, arm]))
const counts = (arms: readonly (readonly [number, number])[]) => named(arms.map(([n, successes]) => ({ n, successes })))
const sum = (shares: readonly number[]) => shares.reduce((total, share) => total + share, 0)

// Python 3 fractions, exact: each density is a polynomial, so ∫ f ∏ F is one of rationals.
test.each([
  [
    [
      [10, 1],
      [12, 3],
      [20, 5],
    ],
    [0.111887776669323, 0.473045860636428, 0.415066362694249],
  ],
  [
    [
      [0, 0],
      [5, 0],
      [5, 5],
      [8, 4],
    ],
    [0.138694638694639, 0.000372563453058809, 0.832167832167832, 0.0287649656844703],
  ],
  [
    [
      [30, 3],
      [30, 4],
      [30, 5],
      [30, 6],
      [30, 7],
    ],
    [0.0277508076213163, 0.0701100076626164, 0.149165622919414, 0.279205565732416, 0.473767996064237],
  ],
] as [[number, number][], number[]][])('rates of %j are best with chances %j', (arms, wanted) => {
  const chances = Object.values(chancesBest(counts(arms)))
  for (const [at, chance] of chances.entries()) expect(Math.abs(chance - (wanted[at] ?? 9))).toBeLessThan(1e-12)
})

// mpmath 1.3, 25 digits: quad(npdf(x, m, s) * prod(ncdf(x, m_j, s_j)))
test.each([
  [
    [
      [1, 0.01],
      [1.2, 0.04],
    ],
    [0.18554668476135, 0.81445331523865],
  ],
  [
    [
      [0, 1],
      [0, 1],
      [0, 1],
    ],
    [1 / 3, 1 / 3, 1 / 3],
  ],
  [
    [
      [10, 0.01],
      [10.1, 0.0001],
      [9.5, 1],
      [10.05, 0.0225],
    ],
    [0.088056282993753, 0.38485739767879, 0.26020909796145, 0.266877221366],
  ],
] as [[number, number][], number[]][])('values and variances of %j are best with chances %j', (arms, wanted) => {
  const chances = Object.values(chancesBest(named(arms.map(([value, variance]) => ({ value, variance })))))
  for (const [at, chance] of chances.entries()) expect(Math.abs(chance - (wanted[at] ?? 9))).toBeLessThan(1e-11)
})

test('the lowest of two is best where down is good', () => {
  const arms = counts([
    [50, 5],
    [60, 9],
  ])
  const up = chancesBest(arms)
  const down = chancesBest(arms, { good: 'down' })
  expect(down.arm0).toBeCloseTo(up.arm1 ?? 9, 12)
})

test('shares add up to exactly 1 in any order, and none is below the floor', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(500), fc.nat(50)), { minLength: 2, maxLength: 5 }),
      fc.double({ min: 0, max: 0.2, noNaN: true }),
      (arms, floor) => {
        const shares = Object.values(
          allocation(counts(arms.map(([more, successes]) => [more + successes, successes])), { floor }),
        )
        expect(sum(shares)).toBe(1)
        expect(sum(shares.reverse())).toBe(1)
        expect(Math.min(...shares)).toBeGreaterThan(floor - 2 ** -31)
      },
    ),
    { numRuns: 20 },
  )
})

test('the floor is added and the rest is shared by the chances', () => {
  const arms = counts([
    [10, 1],
    [12, 3],
    [20, 5],
  ])
  const shares = allocation(arms, { floor: 0.1 })
  for (const [name, chance] of Object.entries(chancesBest(arms))) {
    expect(shares[name]).toBeCloseTo(0.1 + 0.7 * chance, 8)
  }
})

test('ten variants with a million units each get their shares', () => {
  const shares = Object.values(allocation(counts(Array.from({ length: 10 }, (_, at) => [1e6, 100_000 + 100 * at]))))
  expect(sum(shares)).toBe(1)
  expect([...shares].sort((a, b) => a - b)).toEqual(shares)
})

test('too few or too many variants, an impossible floor and a variance of 0 are refused', () => {
  expect(() => allocation(counts([[1, 1]]))).toThrow('There must be 2 to 10 variants, got 1.')
  expect(() => allocation(counts(Array.from({ length: 11 }, () => [1, 1])))).toThrow(
    'There must be 2 to 10 variants, got 11.',
  )
  expect(() =>
    allocation(
      counts([
        [1, 1],
        [1, 0],
      ]),
      { floor: 0.6 },
    ),
  ).toThrow('floor must be from 0 to 1 / 2')
  expect(() =>
    allocation(
      named([
        { value: 1, variance: 0 },
        { value: 1, variance: 1 },
      ]),
    ),
  ).toThrow('standard error of arm0 must be a positive number, got 0.')
})
