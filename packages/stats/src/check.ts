/** Refuses arguments that no data can have, in a sentence that names them. */
import type { Moments } from './moments/moments.js'
import type { PairMoments } from './moments/pair-moments.js'

export function checkAlpha(alpha: number): void {
  if (!(alpha > 0 && alpha < 1)) {
    throw new RangeError(`alpha must be between 0 and 1, got ${alpha}.`)
  }
}

export function checkProbability(p: number): void {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`A probability lies between 0 and 1, got ${p}.`)
}

export function checkAbove(name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) throw new RangeError(`${name} must be a positive number, got ${value}.`)
}

export function checkCount(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new RangeError(`${name} must be a whole number from 0 on, got ${value}.`)
}

/** Every field of the moments is finite, n is a count, and what is a sum of squares is not negative. */
export function checkMoments(name: string, moments: Moments | PairMoments): void {
  checkCount(`n of ${name}`, moments.n)
  for (const [field, value] of Object.entries(moments)) {
    if (!Number.isFinite(value) || (field.startsWith('m2') && value < 0)) {
      throw new RangeError(`${field} of ${name} cannot be ${value}.`)
    }
  }
}
