/**
 * Attributes as one text: the same ones have the same text, in whatever order they were named.
 */
import { isObject } from '../is-object.js'
import { attributes as attributesRule } from '../shapes.js'
import type { Texts } from './texts.js'

/** The number of attributes by their JSON; −1 if the rule does not accept them. */
export function attributesNumber(known: Texts, json: string): number {
  let parsed: unknown
  try {
    parsed = JSON.parse(json)
  } catch {
    return -1
  }
  return attributesRule.accepts(parsed) && isObject(parsed) ? known.number(attributesText(parsed)) : -1
}

/** JSON of attributes in the order of their names, so that the same ones have the same text. */
export function attributesText(attributes: { readonly [name: string]: unknown }): string {
  const names = Object.keys(attributes)
  if (names.length === 0) return '{}'
  return JSON.stringify(Object.fromEntries(names.sort().map((name) => [name, attributes[name]])))
}
