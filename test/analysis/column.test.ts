import fc from 'fast-check'
import { expect, test } from 'vitest'
import { column, partLength } from '../../packages/analysis/src/scan/column.js'
import { timeColumn } from '../../packages/analysis/src/scan/time-column.js'

const number = fc.oneof(
  fc.constantFrom(0, 0, 0, 1, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, -1, 0.5, 1.7e12, 1e300),
  fc.double({ noNaN: true }).map((value) => value + 0), // −0 is 0.
)
const change = fc.oneof(
  fc.record({ push: number }),
  fc.record({ set: number, at: fc.nat() }),
  fc.record({ zeros: fc.constantFrom(1, partLength - 3, partLength) }),
  fc.constant('pop' as const),
)

test.each([
  ['a column', column],
  ['a column of times', timeColumn],
])('%s holds what a list holds, whatever is pushed, set and taken away', { timeout: 60_000 }, (_, create) => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
      const list: number[] = []
      const kept = create()
      for (const one of changes) {
        if (one === 'pop') {
          if (list.length === 0) continue
          list.pop()
          kept.pop()
        } else if ('push' in one) {
          list.push(one.push)
          kept.push(one.push)
        } else if ('zeros' in one) {
          if (list.length > 3 * partLength) continue
          for (let count = 0; count < one.zeros; count++) {
            list.push(0)
            kept.push(0)
          }
        } else if (list.length > 0) {
          list[one.at % list.length] = one.set
          kept.set(one.at % list.length, one.set)
        }
      }
      expect(kept.length).toBe(list.length)
      expect(kept.at(list.length)).toBe(0)
      expect(list.findIndex((value, index) => kept.at(index) !== value)).toBe(-1)
      for (let part = 0; part * partLength < list.length; part++) {
        const own = list.slice(part * partLength, (part + 1) * partLength)
        const numbers = kept.part(part)
        expect(own.findIndex((value, index) => (numbers?.[index] ?? 0) !== value)).toBe(-1)
      }
    }),
    { numRuns: 100 },
  )
})
