/**
 * Records clicks on what the developer named: the goal, the item, and the slot it stood in. No text, no values.
 */
import type { Goal } from '@heddle/events'
import type { Undo } from './change.js'
import type { Client } from './client.js'

/**
 * Records a click event whenever an element that matches, or something inside it, is pressed by mouse, touch or keyboard.
 * One listener on the document, so that elements that come later are heard too.
 *
 * @returns how to stop
 */
export function trackClicks(client: Client, goal: Goal, selector: string): Undo {
  const onClick = (event: Event) => {
    const [target] = event.composedPath()
    const pressed = (target as Element).closest?.(selector)
    if (pressed) client.record({ type: 'click', goal: goal.key, ...placeOf(pressed) })
  }
  document.addEventListener('click', onClick, true)
  return () => document.removeEventListener('click', onClick, true)
}

/** Which item, and where it stood among those beside it; an item in an `li` stands among those of the list. */
function placeOf(pressed: Element) {
  const item = pressed.closest('[data-item]')
  const list = item?.closest(':not(li,[data-item])')
  if (!list) return {}
  const items = [...list.querySelectorAll('[data-item]')]
  return { item: item?.getAttribute('data-item') ?? '', slot: items.indexOf(item as Element), slots: items.length }
}
