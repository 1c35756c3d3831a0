/**
 * What a mapping names and a log does not have: most likely the mapping is for another log, or a name is misspelled.
 */
import type { Rule } from './rule.js'
import type { Taken } from './take.js'

/** Sentences, those on whole kinds of events first. */
export function warningsOf(records: number, rules: readonly Rule[], stamps: readonly Taken[]): readonly string[] {
  if (records === 0) return []
  return [
    ...kindWarnings(rules, ['exposure'], 'an exposure', 'so there is no experiment to report'),
    ...kindWarnings(rules, ['goal', 'click'], 'a goal', 'so no metric counts anything'),
    ...[...stamps, ...rules.flatMap(({ takes }) => [...takes.values()])].flatMap(neverFound),
  ]
}

function kindWarnings(rules: readonly Rule[], types: readonly string[], what: string, so: string): string[] {
  const some = rules.filter(({ type }) => types.includes(type))
  if (some.length === 0) return [`The mapping has no rule for ${what}, ${so}.`]
  if (some.some(({ matcher }) => matcher.wasMatched())) return []
  const missing = [...new Set(some.flatMap(({ matcher }) => matcher.missing()))]
  const absent =
    missing.length > 0 ? ` No record has the field ${missing.map((path) => `"${path}"`).join(' or ')}.` : ''
  const wanted = some.map(({ matcher }) => matcher.text).filter((text) => text !== '')
  const looked = wanted.length > 0 ? ` The mapping takes those where ${wanted.join(', or where ')}.` : ''
  return [`No record is ${what}, ${so}.${looked}${absent}`]
}

function neverFound({ what, from, asked, found }: Taken): string[] {
  if (asked === 0 || found > 0) return []
  return [`No record has ${from}, which the mapping names for ${what}.`]
}
