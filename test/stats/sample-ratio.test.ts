import { sampleRatio } from '@heddle/stats'
import { expect, test } from 'vitest'
import { relativeError } from './errors.js'

const named = (numbers: readonly number[]) => Object.fromEntries(numbers.map((value, at) => [`v${at}`, value]))

// R 4.2: r <- chisq.test(observed, p = weights / sum(weights)); r$statistic, r$p.value,
// pchisq(r$statistic, r$parameter, lower.tail = FALSE, log.p = TRUE)
test.each([
  [[998, 1002], [1, 1], 0.008, 0.928730074564803, -0.073937137215515],
  [[821_588, 815_482], [0.5, 0.5], 22.7743688418944, 1.82179287261919e-6, -13.2156894469174],
  [[44_700, 45_489], [1, 1], 6.9024049496058275, 0.00860798781083626, -4.755064691591097],
  [[5000, 5300], [1, 1], 8.7378640776699026, 0.00311669383986687, -5.770982505713797],
  [[120, 190, 290], [1, 2, 3], 4.833333333333333, 0.0892185174092601, -2.4166666666666665],
  [[9000, 1100], [0.9, 0.1], 8.910891089108912, 0.00283474908025939, -5.865801853564483],
  [[1_000_000, 1_100_000], [1, 1], 4761.90476190476, 0, -2385.41258370851],
  [[1000, 1000, 1000, 1100], [1, 1, 1, 1], 7.317073170731708, 0.0624496827653971, -2.773394122241053],
  [[3, 1], [1, 1], 1, 0.317310507862914, -1.147874464449318],
  [[10, 0], [1, 1], 10, 0.00156540225800255, -6.45961245415012],
  [[50_000_000, 50_100_000, 49_900_000], [1, 1, 1], 400, 1.38389652673674e-87, -200],
  [[60_000, 40_000], [0.5, 0.5], 4000, 0, -2004.37306601664],
  [[15_752, 15_662], [0.5, 0.5], 0.257846819889221, 0.611603292188166, -0.491671422031048],
])('%j units at weights %j have the sample-ratio test of R', (observed, weights, statistic, p, logP) => {
  const got = sampleRatio({ observed: named(observed), weights: named(weights) })
  expect(got).toMatchObject({ status: 'ok', df: observed.length - 1, observed: named(observed) })
  if (got.status !== 'ok') return
  expect(relativeError(got.statistic, statistic)).toBeLessThan(1e-11)
  expect(relativeError(got.logPValue, logP)).toBeLessThan(1e-11)
  expect(relativeError(got.pValue, p)).toBeLessThan(1e-11)
})

test('a split exactly as planned has a p-value of 1, whatever the weights add up to', () => {
  const got = sampleRatio({ observed: { control: 100, a: 200, b: 300 }, weights: { control: 1, a: 2, b: 3 } })
  expect(got).toMatchObject({ statistic: 0, pValue: 1, logPValue: 0, expected: { control: 100, a: 200, b: 300 } })
})

test('a variant with weight zero is left out, and is no degree of freedom', () => {
  const got = sampleRatio({
    observed: { control: 998, trial: 1002, off: 0 },
    weights: { control: 1, trial: 1, off: 0 },
  })
  expect(got).toMatchObject({ df: 1, observed: { control: 998, trial: 1002 }, warnings: [] })
})

test.each([
  ['has weight zero', { control: 1, trial: 1, stray: 0 }],
  ['is not planned', { control: 1, trial: 1 }],
])('a variant with units that %s is named in a warning', (_, weights) => {
  const got = sampleRatio({ observed: { control: 998, trial: 1002, stray: 7 }, weights })
  expect(got.warnings).toEqual(['"stray" has units (7) but no weight; it is left out.'])
  expect(got).toMatchObject({ df: 1 })
})

test('a planned variant that nobody met counts as empty', () => {
  expect(sampleRatio({ observed: { control: 20 }, weights: { control: 1, trial: 1 } })).toMatchObject({
    observed: { control: 20, trial: 0 },
    statistic: 20,
  })
})

test('few expected units are warned of', () => {
  const got = sampleRatio({ observed: { control: 90, rare: 2 }, weights: { control: 98, rare: 2 } })
  expect(got.warnings).toEqual(['Fewer than 5 units are expected in rare; the p-value is approximate.'])
})

test.each([
  [{ control: 0, trial: 0 }, { control: 1, trial: 1 }, 'No variant with a weight has units.'],
  [{ control: 5, trial: 5 }, { control: 1, trial: 0 }, 'Fewer than two variants have a weight.'],
  [{}, {}, 'Fewer than two variants have a weight.'],
])('nothing to compare is undefined, with a reason: %o', (observed, weights, reason) => {
  expect(sampleRatio({ observed, weights })).toMatchObject({ status: 'undefined', reason })
})

test('variants may have any name', () => {
  const got = sampleRatio({
    observed: JSON.parse('{"__proto__": 10, "constructor": 10}'),
    weights: JSON.parse('{"__proto__": 1, "constructor": 1}'),
  })
  expect(got).toMatchObject({ status: 'ok', df: 1, statistic: 0 })
})

test.each([
  [{ a: 1.5, b: 1 }, { a: 1, b: 1 }, 'units of "a" must be a whole number from 0 on, got 1.5.'],
  [{ a: 1, b: 1 }, { a: 1, b: -1 }, 'The weight of "b" must be 0 or more, got -1.'],
  [{ a: 1, b: 1 }, { a: Number.NaN, b: 1 }, 'The weight of "a" must be 0 or more, got NaN.'],
])('numbers that no split can have are refused: %o, %o', (observed, weights, message) => {
  expect(() => sampleRatio({ observed, weights })).toThrow(new RangeError(message))
})
