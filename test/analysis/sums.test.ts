import { addSums, mean, methodOf } from '@heddle/analysis'
import { expect, test } from 'vitest'
import { sumsOf } from '../../packages/analysis/src/scan/sums.js'

/** So many units of one variant. */
function unitsOf(size: number) {
  const none = new Uint8Array(size)
  const numbers = new Uint32Array(size)
  return {
    size,
    placeOf: () => -1,
    since: new Float64Array(size),
    variant: numbers,
    segment: numbers,
    isVisitor: none,
    crossed: none,
  }
}

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
