/**
 * Decides which records a rule is about.
 */
import type { Condition, Scalar, When } from './mapping.js'
import { parsePath, type Scene, valueAt } from './path.js'
import { asText } from './take.js'

/** The conditions of a rule, and whether any record had the fields that they look at. */
export interface Matcher {
  matches(scene: Scene): boolean
  /** Whether any record was one. */
  wasMatched(): boolean
  /** The paths that no record had anything at. */
  missing(): readonly string[]
  /** In words, such as `event is "purchase" or "refund"`. */
  readonly text: string
}

/**
 * @throws TypeError that repeats a path that cannot be read
 */
export function createMatcher(when: When = {}): Matcher {
  const conditions = Object.entries(when).map(([text, condition]) => ({
    ...{ text, path: parsePath(text), holds: testOf(condition), found: false },
  }))
  let matched = false
  return {
    wasMatched: () => matched,
    text: Object.entries(when)
      .map(([path, condition]) => `${path} ${textOf(condition)}`)
      .join(' and '),
    missing: () => conditions.filter(({ found }) => !found).map(({ text }) => text),
    matches: (scene) => {
      const holds = conditions.every((one) => {
        const value = valueAt(one.path, scene)
        if (value !== undefined) one.found = true
        return one.holds(value)
      })
      matched ||= holds
      return holds
    },
  }
}

function testOf(condition: Condition): (value: unknown) => boolean {
  if (typeof condition === 'object' && 'exists' in condition)
    return (value) => (value !== undefined) === condition.exists
  if (typeof condition === 'object' && 'not' in condition) {
    const isOne = isOneOf(condition.not)
    return (value) => !isOne(value)
  }
  return isOneOf(condition)
}

function isOneOf(wanted: Scalar | readonly Scalar[]): (value: unknown) => boolean {
  const texts = new Set(listOf(wanted).map(String))
  return (value) => {
    const text = asText(value)
    return typeof text === 'string' && texts.has(text)
  }
}

const listOf = (wanted: Scalar | readonly Scalar[]): readonly Scalar[] =>
  typeof wanted === 'object' ? wanted : [wanted]

function textOf(condition: Condition): string {
  if (typeof condition === 'object' && 'exists' in condition) return condition.exists ? 'is there' : 'is not there'
  const [word, wanted] =
    typeof condition === 'object' && 'not' in condition ? ['is not', condition.not] : ['is', condition]
  return `${word} ${listOf(wanted)
    .map((value) => JSON.stringify(value))
    .join(' or ')}`
}
