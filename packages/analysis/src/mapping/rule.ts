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
    scenes: (scene) => {
      if (!list) return matcher.matches(scene) ? [scene] : none
      return listAt(list, scene)
        .map((element) => ({ ...scene, element }))
        .filter(matcher.matches)
    },
    say: (scene) => {
      const said = readInto(type === 'exposure' ? { type, by: 'hand' } : { type }, takes, scene)
      return named.length > 0 ? { ...said, attributes: readInto({}, named, scene) } : said
    },
  }
}

const none: readonly Scene[] = []

/** The fields with those beside them that are there. */
function readInto(fields: Fields, takes: Iterable<readonly [field: string, taken: Taken]>, scene: Scene): Fields {
  const all: { [field: string]: unknown } = { ...fields }
  for (const [field, taken] of takes) {
    const value = taken.read(scene)
    if (value === undefined) continue
    // An attribute may be called so; set as others are, it would become what the object inherits from.
    if (field === '__proto__') Object.defineProperty(all, field, { value, enumerable: true })
    else all[field] = value
  }
  return all
}
