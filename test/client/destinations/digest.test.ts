import { describe, expect, test } from 'vitest'
import { digest, uuidOf } from '../../../packages/client/src/destinations/digest.js'

describe('an id made of another', () => {
  test('is the same today as when the first of them was stored', () => {
    expect(uuidOf('V1StGXR8_Z5jdHi6B-myT:1')).toBe('7ad93d51-7fa6-844c-a1c3-89ecb30b3832')
  })

  test('is another for each of 100,000 events, in either half of its bits', () => {
    const halves = [new Set<string>(), new Set<string>()]
    for (let stream = 0; stream < 100; stream++) {
      for (let seq = 1; seq <= 1000; seq++) {
        const [a, b, c, d] = digest(`V1StGXR8_Z5jdHi6B-${stream}:${seq}`)
        halves[0]?.add(`${a}.${b}`)
        halves[1]?.add(`${c}.${d}`)
      }
    }
    // Two of 100,000 random numbers of 64 bits would be equal once in 4 billion such tests; these are not drawn anew.
    expect(halves.map(({ size }) => size)).toEqual([100_000, 100_000])
  })

  test('changes in half of its bits when one character does, wherever that stands', () => {
    const text = 'V1StGXR8_Z5jdHi6B-myT:1234'
    const bitsOf = (value: string) =>
      digest(value)
        .map((part) => part.toString(2).padStart(32, '0'))
        .join('')
    const changed = Array.from(text, (character, i) => {
      const other = String.fromCharCode(character.charCodeAt(0) ^ 1)
      const [before, after] = [bitsOf(text), bitsOf(text.slice(0, i) + other + text.slice(i + 1))]
      return [...before].filter((bit, j) => bit !== after[j]).length
    })
    // 128 fair coins: standard deviation 5.7. Six of them on either side, for each of 26 places.
    for (const bits of changed) expect(Math.abs(bits - 64)).toBeLessThan(34)
    const mean = changed.reduce((sum, bits) => sum + bits, 0) / changed.length
    expect(Math.abs(mean - 64)).toBeLessThan(6)
  })

  test('takes the empty text and any other', () => {
    expect(uuidOf('')).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect(uuidOf('\ud800')).not.toBe(uuidOf('\ud801'))
  })
})
