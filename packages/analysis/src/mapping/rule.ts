/**
 * A rule of a mapping, ready to make events of records. Knows what the record says, not who said it or when.
 */
import { createMatcher, type Matcher } from './condition.js'
import type { EventRule } from './mapping.js'
import { listAt, parsePath, type Scene } from './path.js'
import { asNumber, asText, createTaken, type Taken } from './take.js'

/** What a record says, before it is checked: its fields may be missing or of the wrong kind. */
export interface Fields {
  readonly [field: string]: unknown
}

export interface Rule {
  readonly type: EventRule['type']
  readonly matcher: Matcher
  /** By the field of the event. */
  readonly takes: ReadonlyMap<string, Taken>
  /** The scenes of its events in the record: one, or one for each element of a list; none if the rule is not about it. */
  scenes(scene: Scene): readonly Scene[]
  say(scene: Scene): Fields
}

const numbers = new Set(['value', 'slot', 'slots'])

const words: { readonly [Type in EventRule['type']]: string } = {
  exposure: 'an exposure',
  goal: 'a goal',
  click: 'a click',
  vital: 'a vital',
}

/** @throws TypeError that repeats a path that cannot be read */
export function createRule(rule: EventRule): Rule {
  const { type, when, each, ...rest } = rule
  const matcher = createMatcher(when)
  const list = each === undefined ? undefined : parsePath(each)
  const { attributes = {}, ...fields } = 'attributes' in rest ? rest : { ...rest, attributes: {} }
  const takes = new Map(
    Object.entries(fields).map(([field, take]) => [
      field,
      createTaken(`the ${field} of ${words[type]}`, take, numbers.has(field) ? asNumber : asText),
    ]),
  )
  const named = Object.entries(attributes).map(
    ([name, take]) => [name, createTaken(`the attribute ${name}`, take, (value) => value)] as const,
  )
  return {
    type,
    matcher,
    takes: new Map([...takes, ...named.map(([name, taken]) => [`attributes.${name}`, taken] as const)]),
    scenes: (scene) =>
      (list ? listAt(list, scene).map((element) => ({ ...scene, element })) : [scene]).filter(matcher.matches),
    say: (scene) => ({
      type,
      ...(type === 'exposure' ? { by: 'hand' } : {}),
      ...read(takes, scene),
      ...(named.length > 0 ? { attributes: read(named, scene) } : {}),
    }),
  }
}

/** Those that are there. */
function read(takes: Iterable<readonly [field: string, taken: Taken]>, scene: Scene): Fields {
  const all = [...takes].map(([field, taken]) => [field, taken.read(scene)] as const)
  return Object.fromEntries(all.filter(([, value]) => value !== undefined))
}
