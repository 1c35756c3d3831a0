/** A stream of random numbers that a seed repeats. Not for secrets. */

/**
 * Numbers from 0 to below 1, with 53 bits each.
 *
 * @param seed any whole number; its lowest 32 bits count
 * @see Blackman & Vigna (2021), Scrambled linear pseudorandom number generators (xoshiro128**)
 * @see Steele, Lea & Flood (2014), Fast splittable pseudorandom number generators (the seed, mixed as in MurmurHash3)
 * @example const random = seededRandom(7)
 */
export function seededRandom(seed: number): () => number {
  let mixed = seed | 0
  const mix = () => {
    mixed = (mixed + 0x9e3779b9) | 0
    let z = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
    return z ^ (z >>> 16)
  }
  let [a, b, c, d] = [mix(), mix(), mix(), mix()]
  const next = () => {
    const five = Math.imul(b, 5)
    const result = Math.imul((five << 7) | (five >>> 25), 9)
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    return result >>> 0
  }
  return () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53
}
