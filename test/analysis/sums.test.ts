import { addSums, mean, methodOf } from '@heddle/analysis'
import { expect, test } from 'vitest'
import { sumsOf } from '../../packages/analysis/src/scan/sums.js'

/** So many units of one variant. */
const unitsOf = (size: number) => new Uint32Array(size)

const everybody = () => true

const it = { name: 'it', needs: methodOf(mean('order', 'value', { scale: 1 })).needs }

test('adds in whole numbers of any length, with nothing rounded', () => {
  const x = Float64Array.of(2 ** 53, 2 ** 53, -1)
  expect(sumsOf(it, { x }, unitsOf(3), everybody).get(0)).toMatchObject({
    n: 3,
    x: 2n ** 54n - 1n,
    xx: 2n ** 107n + 1n,
    y: 0n,
    xy: 0n,
  })
})

test('adds the same below and above what a double holds, in any order', () => {
  const large = [2 ** 26, 2 ** 26 + 1, -(2 ** 26), 3, 2 ** 40, -5, 2 ** 25, 1]
  const all = Array.from({ length: 40 }, () => large).flat()
  const exact = (of: (value: bigint) => bigint) => all.map(BigInt).reduce((sum, value) => sum + of(value), 0n)
  for (const order of [all, [...all].reverse(), [...all].sort()]) {
    expect(sumsOf(it, { x: Float64Array.from(order) }, unitsOf(all.length), everybody).get(0)).toMatchObject({
      x: exact((value) => value),
      xx: exact((value) => value * value),
    })
  }
})

test('refuses squares that another engine could not hold, and names the metric', { timeout: 30_000 }, () => {
  const size = 2 ** 21
  const x = new Float64Array(size).fill(2 ** 53)
  expect(() => sumsOf(it, { x }, unitsOf(size), everybody)).toThrow('Metric "it": the sum of squares passes 2^127')
  expect(sumsOf(it, { x: x.fill(0, 0, 1) }, unitsOf(size), everybody).get(0)?.xx).toBe(2n ** 127n - 2n ** 106n)
})

test('adds the sums of disjoint units', () => {
  const part = { n: 2, x: 3n, y: 0n, xx: 5n, yy: 0n, xy: 0n }
  expect(addSums(part, part)).toEqual({ n: 4, x: 6n, y: 0n, xx: 10n, yy: 0n, xy: 0n })
})
