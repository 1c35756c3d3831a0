/**
 * The changes by the names that an experiment file gives them.
 */
import { all } from './all.js'
import { attributes } from './attributes.js'
import type { Change } from './change.js'
import { classes } from './classes.js'
import { hide } from './hide.js'
import { move } from './move.js'
import { relabel } from './relabel.js'
import { reorder } from './reorder.js'
import { replace } from './replace.js'

/** A name is the name of its export. Casts below: the values come from a file, and each change judges its own. */
const changes: { readonly [name: string]: unknown } = { attributes, classes, hide, move, relabel, reorder, replace }

/**
 * @param names one name, or a list: `all` of them, whose value is a list too
 * @throws TypeError that says which names there are
 */
export function changeNamed(names: string | readonly string[]): Change<unknown> {
  return typeof names === 'string' ? one(names) : (all(...names.map(one)) as Change<unknown>)
}

function one(name: string): Change<unknown> {
  if (Object.hasOwn(changes, name)) return changes[name] as Change<unknown>
  throw new TypeError(`There is no change "${name}"; there are ${Object.keys(changes).join(', ')}.`)
}
