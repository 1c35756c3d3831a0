import {
  compareMeans,
  compareRatios,
  mergeMoments,
  mergePairMoments,
  momentsFromSums,
  momentsOf,
  pairMomentsFromSums,
  pairMomentsOf,
} from '@heddle/stats'
import fc from 'fast-check'
import { expect, test } from 'vitest'

/** Fixed-point values, as every engine adds them: whole numbers of a thousandth. */
const scale = 1000
const unit = fc.tuple(fc.integer({ min: 1, max: 50_000 }), fc.integer({ min: 0, max: 2_000_000 }))
const units = fc.array(unit, { minLength: 20, maxLength: 60 })
type Units = readonly (readonly [x: number, y: number])[]

const total = (rows: Units, of: (x: bigint, y: bigint) => bigint) =>
  rows.reduce((sum, [x, y]) => sum + of(BigInt(x), BigInt(y)), 0n)

/** The moments of these units three times: from rows, from merged halves, from integer sums. */
const means = (rows: Units) => {
  const values = rows.map(([, y]) => y / scale)
  const sums = { n: rows.length, sum: total(rows, (_, y) => y), sumOfSquares: total(rows, (_, y) => y * y), scale }
  const half = values.length >> 1
  return [
    momentsOf(values),
    mergeMoments(momentsOf(values.slice(0, half)), momentsOf(values.slice(half))),
    momentsFromSums(sums),
  ]
}

const pairs = (rows: Units) => {
  const values = rows.map(([x, y]) => [x / scale, y / scale] as const)
  const half = values.length >> 1
  return [
    pairMomentsOf(values),
    mergePairMoments(pairMomentsOf(values.slice(0, half)), pairMomentsOf(values.slice(half))),
    pairMomentsFromSums({
      n: rows.length,
      sumX: total(rows, (x) => x),
      sumY: total(rows, (_, y) => y),
      sumXX: total(rows, (x) => x * x),
      sumYY: total(rows, (_, y) => y * y),
      sumXY: total(rows, (x, y) => x * y),
      scaleX: scale,
      scaleY: scale,
    }),
  ]
}

/** Every bound of a lift; what it is relative to, the means, is about 1. */
const boundsOf = ({ lift }: ReturnType<typeof compareMeans>) =>
  lift.status === 'ok' ? [lift.estimate, lift.low, lift.high] : [lift.status]

function expectSame(answers: readonly (readonly (number | string)[])[]): void {
  const [first, ...others] = answers
  for (const other of others) {
    for (const [at, bound] of other.entries()) {
      const wanted = first?.[at]
      if (typeof bound === 'string' || typeof wanted === 'string') expect(bound).toBe(wanted)
      else expect(Math.abs(bound - (wanted ?? Number.NaN))).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(bound)) ** 2)
    }
  }
}

test('rows, merged halves and integer sums give the same lift of means to twelve digits', () => {
  fc.assert(
    fc.property(units, units, (control, treatment) => {
      const answers = means(control).map((moments, at) => compareMeans(moments, means(treatment)[at] ?? moments))
      expectSame(answers.map(boundsOf))
    }),
  )
})

test('rows, merged halves and integer sums give the same lift of ratios to twelve digits', () => {
  fc.assert(
    fc.property(units, units, (control, treatment) => {
      const answers = pairs(control).map((moments, at) => compareRatios(moments, pairs(treatment)[at] ?? moments))
      expectSame(answers.map(boundsOf))
    }),
  )
})
