/**
 * Records clicks on what the developer named: the goal, the item, and the slot it stood in. No text, no values.
 */
import type { Goal } from '@heddle/events'
import type { Undo } from './change.js'
import type { Client } from './client.js'
import { onClick } from './on-click.js'

/**
 * Records a click event whenever an element that matches, or something inside it, is pressed by mouse, touch or keyboard.
 * One listener on the document, so that elements that come later are heard too.
 *
 * @returns how to stop
 */
export function trackClicks(client: Client, goal: Goal, selector: string): Undo {
  return onClick(document, ([target]) => {
    const pressed = (target as Element).closest?.(selector)
    if (pressed) client.record({ type: 'click', goal: goal.key, ...placeOf(pressed) })
  })
}

/** Which item, and where it stood among those beside it; an item in an `li` stands among those of the list. */
function placeOf(pressed: Element) {
  const item = pressed.closest<HTMLElement>('[data-item]')
  const list = item?.closest(':not(li,[data-item])')
  if (!item || !list) return {}
  const items = [...list.querySelectorAll('[data-item]')]
  return { item: item.dataset.item, slot: items.indexOf(item), slots: items.length }
}
