import { holm } from '@heddle/stats'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { benjaminiHochberg } from '../../../packages/stats/src/adjust/benjamini-hochberg.js'
import { benjaminiYekutieli } from '../../../packages/stats/src/adjust/benjamini-yekutieli.js'
import { hochberg } from '../../../packages/stats/src/adjust/hochberg.js'
import { relativeError } from '../errors.js'

const ordinary = [0.01, 0.04, 0.03, 0.2, 1e-300, 0.8, 0.03]
const tiny = [4e-310, 0.011, 0.5, 2e-20, 0.049]

// R 4.2: p.adjust(p, "hochberg"), p.adjust(p, "BH"), p.adjust(p, "BY"). 4e-310 has few digits, being so near to zero.
test.each([
  ['Hochberg', hochberg, ordinary, [0.06, 0.12, 0.12, 0.4, 7e-300, 0.8, 0.12]],
  ['Hochberg', hochberg, tiny, [1.999999999999994e-309, 0.033, 0.5, 8e-20, 0.098]],
  [
    'Benjamini and Hochberg',
    benjaminiHochberg,
    ordinary,
    [0.035, 0.05599999999999999, 0.0525, 0.2333333333333334, 7e-300, 0.8, 0.0525],
  ],
  [
    'Benjamini and Hochberg',
    benjaminiHochberg,
    tiny,
    [1.999999999999994e-309, 0.01833333333333333, 0.5, 5e-20, 0.06125],
  ],
  [
    'Benjamini and Yekutieli',
    benjaminiYekutieli,
    ordinary,
    [0.09075000000000001, 0.1452, 0.136125, 0.6050000000000001, 1.815e-299, 1, 0.136125],
  ],
  [
    'Benjamini and Yekutieli',
    benjaminiYekutieli,
    tiny,
    [4.566666666666654e-309, 0.04186111111111111, 1, 1.141666666666667e-19, 0.1398541666666667],
  ],
])('%s agree with R', (_, adjust, pValues, wanted) => {
  const got = adjust(pValues)
  for (const [at, one] of wanted.entries()) expect(relativeError(got[at] ?? Number.NaN, one)).toBeLessThan(1e-13)
})

const all = [hochberg, benjaminiHochberg, benjaminiYekutieli]

test('an undefined p-value stays undefined and does not count in the family', () => {
  for (const adjust of all) {
    const [first, second] = adjust([0.01, 0.04])
    expect(adjust([undefined, 0.01, undefined, 0.04])).toEqual([undefined, first, undefined, second])
    expect(adjust([])).toEqual([])
    expect(adjust([undefined])).toEqual([undefined])
  }
})

test('what is no probability is refused', () => {
  for (const adjust of all) {
    expect(() => adjust([0.1, 1.1])).toThrow(RangeError)
    expect(() => adjust([Number.NaN])).toThrow(RangeError)
  }
})

const chances = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 })

test('no p-value shrinks, and the procedures are ordered as theory has it', () => {
  fc.assert(
    fc.property(chances, (pValues) => {
      const [one, two, three, four] = [benjaminiHochberg, hochberg, holm, benjaminiYekutieli].map((f) => f(pValues))
      for (const [at, p] of pValues.entries()) {
        const inOrder = [p, one?.[at] ?? 0, two?.[at] ?? 0, three?.[at] ?? 0]
        for (const [step, value] of inOrder.slice(1).entries()) {
          expect(value).toBeGreaterThanOrEqual((inOrder[step] ?? 0) * (1 - 1e-15))
        }
        expect(four?.[at] ?? 0).toBeGreaterThanOrEqual(one?.[at] ?? 1)
      }
    }),
  )
})

test('adjusted p-values keep the order of the raw ones', () => {
  fc.assert(
    fc.property(chances, (pValues) => {
      const order = [...pValues.keys()].sort((a, b) => (pValues[a] ?? 0) - (pValues[b] ?? 0))
      for (const adjust of all) {
        const sorted = order.map((at) => adjust(pValues)[at] ?? Number.NaN)
        for (const [at, value] of sorted.slice(1).entries()) expect(value).toBeGreaterThanOrEqual(sorted[at] ?? 1)
      }
    }),
  )
})
