/**
 * Reads the names in a metric's text: where one ends, which events of a goal are meant. Knows no kind of metric.
 */
import type { GoalEvents } from './goal-events.js'

/** Between the separators, trimmed; those in brackets or in double quotes separate nothing. */
export function partsOf(text: string, separator: ',' | '/'): string[] {
  const parts: string[] = []
  let depth = 0
  let quoted = false
  let start = 0
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? ''
    if (sign === '"' && (quoted || opens(text.slice(start, at)))) quoted = !quoted
    else if (quoted) continue
    else if (sign === '(' || sign === '[') depth++
    else if (sign === ')' || sign === ']') depth = Math.max(depth - 1, 0)
    else if (sign === separator && depth === 0) {
      parts.push(text.slice(start, at).trim())
      start = at + 1
    }
  }
  return [...parts, text.slice(start).trim()]
}

/** Whether a quote after this text begins a name; within one it is a sign like others, as in 5" phones. */
const opens = (before: string) => /((^|[(/=[,])\s*|^\s*only\s+)$/.test(before)

/** Without the double quotes around it, if it has them. */
export function unquoted(name: string): string {
  return /^".*"$/s.test(name) ? name.slice(1, -1) : name
}

/**
 * A goal such as `best`, `best[item=tab-best]`, `best[slot=0]` or `best[item=tab-best, slot=0]`; undefined if it is empty.
 * What else stands in square brackets belongs to the name.
 */
export function goalFromText(text: string): GoalEvents | undefined {
  const [, name = text, inside = ''] = /^(.+?)\s*\[([^[\]]*)\]$/s.exec(text) ?? []
  const which = whichFromText(inside)
  const goal = unquoted((which ? name : text).trim())
  return goal === '' ? undefined : { goal, ...which }
}

/** The same as fields of an experiment file. */
export function goalFields(text: string): { readonly [field: string]: unknown } | undefined {
  const events = goalFromText(text)
  return events && { ...events }
}

function whichFromText(text: string): Omit<GoalEvents, 'goal'> | undefined {
  if (text === '') return undefined
  const read = partsOf(text, ',').map((part) => {
    const [, item] = /^item\s*=\s*(.+)$/s.exec(part) ?? []
    if (item !== undefined) return { item: unquoted(item) }
    const [, slot] = /^slot\s*=\s*(\d+)$/.exec(part) ?? []
    return slot === undefined ? undefined : { slot: Number(slot) }
  })
  return read.includes(undefined) ? undefined : Object.assign({}, ...read)
}
