/**
 * Reads a quantity in a metric's text or in an experiment file.
 */
import { goalFromText, unquoted } from './name-text.js'
import { countOf, exposures, type Quantity, sessions, values } from './quantity.js'

/** A goal, `values(goal)`, `exposures`, `exposures(experiment)` or `sessions()`; undefined if there is nothing. */
export function quantityFromText(side: string): Quantity | undefined {
  const text = side.trim()
  if (text === 'exposures') return exposures()
  const [, call, inside = ''] = callIn(text) ?? []
  if (call === 'sessions') return inside.trim() === '' ? sessions() : undefined
  if (call === 'exposures') return inside.trim() === '' ? exposures() : exposures(unquoted(inside.trim()))
  const goal = goalFromText(call === 'values' ? inside.trim() : text)
  return goal && (call === 'values' ? values(goal.goal, goal) : countOf(goal.goal, goal))
}

/** Whether it is written as a quantity, not as a goal. */
export const isCall = (text: string): boolean => callIn(text) !== null

const callIn = (text: string) => /^(sessions|exposures|values)\((.*)\)$/s.exec(text)
