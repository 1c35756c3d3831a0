/**
 * Says in words what a journal holds. Pure.
 */
import type { Saying } from '@heddle/events'
import type { Exclusion } from '../assignment.js'
import type { Problem } from '../problem.js'
import type { Meeting } from './journal.js'

/** Why the unit sees the variant that it sees, and whether it counts. */
export function whyInWords({ status, reason, layer, isBooted }: Meeting): string {
  const by = isBooted ? ', decided by the boot script' : ''
  if (status === 'assigned') return `assigned${by}`
  if (status === 'forced') return `forced for review, never counted${by}`
  const where = reason === 'layer' ? ` ${layer}` : ''
  return `excluded: ${reason && exclusions[reason]}${where}${by}`
}

const exclusions: { readonly [reason in Exclusion]: string } = {
  consent: 'no consent',
  'no-unit': 'no unit to assign by',
  audience: 'not in the audience',
  traffic: 'outside the share of traffic',
  layer: 'this unit belongs to other experiments of the layer',
  late: 'the boot script ran out of time',
}

export function appliedInWords({ applied }: Meeting): string {
  if (!applied) return 'not yet'
  if (applied.done) return 'yes'
  return `no: ${applied.reason ?? 'no reason given'}`
}

export function seenInWords({ seenBy, status }: Meeting): string {
  if (!seenBy) return 'not yet'
  const how = { sight: 'by sight', click: 'by a click', hand: 'declared by code' }[seenBy]
  return status === 'assigned' ? `${how}, exposed` : `${how}, not counted`
}

/** The main fields, without the type. */
export function sayingInWords(saying: Saying): string {
  switch (saying.type) {
    case 'exposure':
      return phrase(`${saying.experiment}: ${saying.variant}`, `by ${saying.by}`, named('unit', saying.unit))
    case 'applied':
      return phrase(`${saying.experiment}: ${saying.variant}`, saying.applied ? undefined : `failed: ${saying.reason}`)
    case 'vital':
      return `${saying.name} ${+saying.value.toFixed(saying.name === 'CLS' ? 4 : 0)}`
    default:
      return phrase(
        saying.goal,
        named('value', saying.value),
        named('item', saying.item),
        saying.slot === undefined ? undefined : `slot ${saying.slot} of ${saying.slots}`,
        named('unit', 'unit' in saying ? saying.unit : undefined),
      )
  }
}

export function problemInWords(problem: Problem): string {
  switch (problem.kind) {
    case 'missing':
      return `${problem.experiment}: nothing on this page matches ${problem.selector}`
    case 'change':
      return `${problem.experiment}: the change failed: ${problem.cause}`
    case 'fight':
      return `${problem.experiment}: the page's own code took the change off again and again`
    case 'buffer':
      return `the buffer failed: ${problem.cause}`
    case 'dropped':
      return `events given up, ${problem.reason}: ${problem.dropped.reduce((sum, [, from, to]) => sum + to - from + 1, 0)}`
    case 'unreachable':
      return `the collector cannot be reached: ${problem.attempts} attempts have failed`
    case 'event':
      return `an event cannot be written as JSON: ${problem.cause}`
    case 'rejected':
      return `the collector refused events: ${[...new Set(problem.rejected.map(([, , reason]) => reason))].join(', ')}`
  }
}

const named = (name: string, value: string | number | undefined) =>
  value === undefined ? undefined : `${name} ${value}`

const phrase = (...parts: readonly (string | undefined)[]) => parts.filter((part) => part !== undefined).join(', ')
