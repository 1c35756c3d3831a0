/**
 * Records clicks on what the developer named: the goal, the item, and the slot it stood in. No text, no values.
 */
import type { Goal } from '@heddle/events'
import type { Undo } from './change.js'
import type { Client } from './client.js'
import { listOf } from './list-of.js'
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
    if (!pressed) return
    // Which item, and where it stood among those beside it; an item in an `li` stands among those of the list.
    const item = pressed.closest<HTMLElement>('[data-item]')
    const list = item && listOf(item)
    const items = list && [...list.querySelectorAll('[data-item]')]
    // Cast: where there is a list, there is an item.
    const place = items && { item: item?.dataset.item, slot: items.indexOf(item as Element), slots: items.length }
    client.record({ type: 'click', goal: goal.key, ...place })
  })
}
