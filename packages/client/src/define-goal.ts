/**
 * Makes a goal: what a page records and a metric counts.
 */
import type { Goal } from '@heddle/events'

/**
 * @param key names the goal in events and metrics
 * @throws TypeError if the key is empty
 */
export function defineGoal<const Key extends string>(key: Key): Goal<Key> {
  if (!key) throw new TypeError('A goal needs a key.')
  return { key }
}
