import { expect, test } from 'vitest'
import type { PositionCell } from '../../../packages/stats/src/layout/position-design.js'
import { positionEffects, positionEffectsByUnit } from '../../../packages/stats/src/layout/position-effect.js'
import { relativeError } from '../errors.js'
import { boundsOf } from '../intervals.js'

const rows = (table: readonly (readonly [string, string, number, number])[]): PositionCell[] =>
  table.map(([item, slot, impressions, clicks]) => ({ item, slot, impressions, clicks }))

const swapped = rows([
  ['FUN', 'left', 1000, 240],
  ['BEST', 'right', 1000, 200],
  ['FUN', 'right', 1000, 170],
  ['BEST', 'left', 1000, 300],
])

const ok = (answer: ReturnType<typeof positionEffects>) => {
  if (answer.status !== 'ok') throw new Error(answer.reason)
  return answer
}

function expectRatio(
  ratios: Readonly<Record<string, Parameters<typeof boundsOf>[0]>>,
  name: string,
  wanted: readonly number[],
) {
  const interval = ratios[name]
  if (!interval) throw new Error(`no ${name}`)
  const { estimate = 0, low = 0, high = 0 } = boundsOf(interval)
  for (const [at, got] of [estimate, low, high].entries())
    expect(relativeError(got, wanted[at] ?? 0)).toBeLessThan(1e-9)
}

// R 4.2: f <- glm(cbind(clicks, impressions - clicks) ~ item + slot, binomial(link = 'log'), start = c(log(sum(clicks) /
// sum(impressions)), 0, ...), control = list(epsilon = 1e-15, maxit = 500)); exp(coef(f) + c(0, -1, 1) * qnorm(.975) *
// sqrt(diag(vcov(f)))); f$deviance; pchisq(f$deviance, f$df.residual, lower = FALSE)
test('two items in two slots have the ratios of a binomial regression', () => {
  const { items, slots, fit } = ok(positionEffects(swapped))
  expectRatio(items, 'BEST', [1.2214372165659, 1.089626191519, 1.3691932936491])
  expectRatio(slots, 'right', [0.68461000956102, 0.60923198273001, 0.76931428171401])
  expectRatio(items, 'FUN', [1, 1, 1])
  expect(relativeError(fit?.statistic ?? 0, 0.25543898514434)).toBeLessThan(1e-9)
  expect(fit?.df).toBe(1)
  expect(relativeError(fit?.pValue ?? 0, 0.61327109322974)).toBeLessThan(1e-9)
})

const shuffled = rows([
  ['a', '1', 900, 210],
  ['b', '2', 900, 100],
  ['c', '3', 900, 31],
  ['b', '1', 800, 150],
  ['c', '2', 800, 44],
  ['a', '3', 800, 66],
  ['c', '1', 1200, 120],
  ['a', '2', 1200, 160],
  ['b', '3', 1200, 81],
  ['d', '1', 50, 9],
  ['a', '4', 700, 30],
  ['d', '4', 650, 28],
])

test('four items in four slots, not each in each, have the ratios of a binomial regression', () => {
  const { items, slots, fit, warnings } = ok(positionEffects(shuffled))
  expectRatio(items, 'b', [0.8182235905419, 0.71713046817208, 0.93356770327409])
  expectRatio(items, 'c', [0.4250539390929, 0.362278371515, 0.49870725205827])
  expectRatio(items, 'd', [0.895638300447, 0.616986092249, 1.3001394606863])
  expectRatio(slots, '2', [0.57635834248372, 0.50442667760704, 0.65854752275685])
  expectRatio(slots, '3', [0.35489477010192, 0.30124401863032, 0.41810057646408])
  expectRatio(slots, '4', [0.1951628718804, 0.14273536167334, 0.26684730478893])
  expect(relativeError(fit?.pValue ?? 0, 0.98830492255156)).toBeLessThan(1e-9)
  expect(warnings).toEqual(['An item has fewer than 10 clicks in a slot; the intervals are approximate.'])
})

test('another reference turns the ratios round and changes nothing else', () => {
  const first = ok(positionEffects(shuffled))
  const other = ok(positionEffects(shuffled, { item: 'c', slot: '3' }))
  const { estimate = 0, low = 0, high = 0 } = boundsOf(other.items.a ?? { status: 'undefined', reason: '' })
  expectRatio(first.items, 'c', [1 / estimate, 1 / high, 1 / low])
  expect(other.fit?.statistic).toBeCloseTo(first.fit?.statistic ?? 0, 9)
})

test('rows of the same item and slot add up', () => {
  const halves = swapped.flatMap((row) => {
    const half = { ...row, impressions: row.impressions / 2, clicks: row.clicks / 2 }
    return [half, half]
  })
  const [one, two] = [ok(positionEffects(swapped)), ok(positionEffects(halves))]
  expect(two.items).toEqual(one.items)
  expect(two.fit).toEqual(one.fit)
})

const inSlots = (item: 'F' | 'B', [n0, y0]: readonly [number, number], [n1, y1]: readonly [number, number]) =>
  rows([
    [item, 'l', n0, y0],
    [item === 'F' ? 'B' : 'F', 'r', n1, y1],
  ])
const units = [
  inSlots('F', [5, 3], [5, 1]),
  inSlots('F', [3, 1], [3, 0]),
  inSlots('F', [8, 4], [8, 2]),
  inSlots('F', [2, 1], [2, 1]),
  inSlots('B', [6, 3], [6, 1]),
  inSlots('B', [4, 2], [4, 0]),
  inSlots('B', [1, 1], [1, 0]),
  inSlots('B', [9, 5], [9, 1]),
]

// R 4.2: f as above on the sums; X <- model.matrix(~ item + slot) of the units' rows, p <- exp(X %*% coef(f)),
// S <- rowsum(X * ((y - n * p) / (1 - p)), unit), V <- solve(t(X) %*% (X * (n * p / (1 - p)))), V t(S) S V * 8 / 7
test('units that hang together have the intervals of the sandwich', () => {
  const { items, slots, fit } = ok(positionEffectsByUnit(units))
  expectRatio(items, 'B', [1.2174978129335, 1.0140760862494, 1.4617255495888])
  expectRatio(slots, 'r', [0.30634123383354, 0.20557038939383, 0.45651006364963])
  expect(fit).toBeUndefined()
})

test('an item without a click has no ratio, and takes nothing from the others', () => {
  const { items } = ok(positionEffects([...swapped, ...rows([['NEW', 'left', 50, 0]])]))
  expect(items.NEW).toEqual({ status: 'undefined', reason: '"NEW" has no click.' })
  expectRatio(items, 'BEST', [1.2214372165659, 1.089626191519, 1.3691932936491])
})

test.each([
  ['no row', [], 'There is one item in one slot at most, so there is nothing to compare.'],
  ['one cell', swapped.slice(0, 1), 'There is one item in one slot at most, so there is nothing to compare.'],
  [
    'an order that was never swapped',
    swapped.slice(0, 2),
    'No swap links "BEST" with the others, so it cannot be told from its slot.',
  ],
  [
    'no click',
    rows([
      ['a', '1', 9, 0],
      ['b', '2', 9, 1],
      ['a', '2', 9, 0],
    ]),
    'The item "a" has no click to compare with.',
  ],
  [
    'rates of 1 only',
    rows([
      ['a', '1', 9, 9],
      ['b', '2', 9, 9],
      ['a', '2', 9, 9],
      ['b', '1', 9, 9],
    ]),
    'An item is clicked nearly always in some slot, and item × slot cannot describe such rates.',
  ],
])('%s leaves the effects undefined', (_, cells, reason) => {
  expect(positionEffects(cells)).toMatchObject({ status: 'undefined', reason })
})

test('a single unit leaves the effects undefined', () => {
  expect(positionEffectsByUnit([swapped])).toMatchObject({ status: 'undefined' })
})

test('impossible counts and references are refused by name', () => {
  expect(() => positionEffects(rows([['a', '1', 3, 4]]))).toThrow(
    '"a" in "1" has more clicks than impressions; count one each.',
  )
  expect(() => positionEffects(rows([['a', '1', 3, -1]]))).toThrow(
    'clicks of "a" in "1" must be a whole number from 0 on, got -1.',
  )
  expect(() => positionEffects(swapped, { item: 'NO' })).toThrow('There is no item "NO" to compare with.')
})
