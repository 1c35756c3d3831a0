/**
 * Reads the items on the page and the slots they stand in: those that a click would carry.
 */
import { listOf } from '../list-of.js'

export interface SlotList {
  /** Such as `nav#tabs` or `div[role=tablist]`. */
  readonly name: string
  /** In reading order; the first is in slot 0. */
  readonly items: readonly string[]
}

export function slotLists(): readonly SlotList[] {
  const lists = new Map<Element, string[]>()
  for (const item of document.querySelectorAll('[data-item]')) {
    const list = listOf(item)
    if (list) lists.set(list, [...(lists.get(list) ?? []), item.getAttribute('data-item') ?? ''])
  }
  return [...lists].map(([list, items]) => ({ name: nameOf(list), items }))
}

function nameOf(list: Element): string {
  const { localName, id } = list
  if (id) return `${localName}#${id}`
  const role = list.getAttribute('role')
  return role ? `${localName}[role=${role}]` : localName
}
