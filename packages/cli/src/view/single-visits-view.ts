/**
 * Single visits as text: what happened when, event by event, the step marked. Pure.
 */
import type { PathsReport, SingleEvent, SingleVisit } from '@heddle/analysis'
import { afterText, formatCount } from '@heddle/analysis/view'
import type { Screen } from './screen.js'
import { type Column, fittedLines, textTable } from './table.js'
import { plural, printable, shorten, wrap } from './text.js'

/** A title, then a part for each visit; none where none was asked for. */
export function singleLines({ single, step, without }: PathsReport, screen: Screen): string[][] {
  if (!single) return []
  const { total, last, offset, visits } = single
  const gone = without === undefined ? '' : ` without ${printable(without)}`
  const ended = last === undefined ? '' : `, last ${last === step ? `${printable(step)} itself` : printable(last)}`
  const found = `${formatCount(visits.length)} of ${plural(total, formatCount(total), 'visit')} with ${printable(step)}${gone}${ended}`
  return [
    wrap(found, screen.width).map(screen.paint.strong),
    ...visits.map((visit, place) => visitLines(visit, offset + place + 1, screen)),
  ]
}

function visitLines({ variant, before, events, after }: SingleVisit, number: number, screen: Screen): string[] {
  const hasSlots = events.some(({ slot }) => slot !== undefined)
  const room = Math.max(Math.floor(screen.width / 3), 16)
  const columns: Column[] = [
    { head: 'after', align: 'right' },
    { head: '', align: 'left' },
    { head: 'event', align: 'left' },
    { head: 'what', align: 'left' },
    ...(hasSlots ? [{ head: 'slot', align: 'right', goes: 2 } as const] : []),
    { head: 'page', align: 'left', goes: 1 },
  ]
  const rows = events.map((event) => [
    afterText(event.afterMs),
    event.isStep ? '▸' : '',
    event.kind,
    shorten(whatOf(event), room),
    ...(hasSlots ? [`${event.slot ?? ''}`] : []),
    shorten(printable(event.page), room),
  ])
  const left = (count: number) =>
    count === 0 ? [] : [screen.paint.faint(`… ${plural(count, formatCount(count), 'more event')}`)]
  const title = variant === undefined ? `${number}` : `${number}  ${printable(variant)}`
  return [screen.paint.strong(title), ...left(before), ...fittedLines(textTable(columns, rows), screen), ...left(after)]
}

function whatOf({ goal, item, experiment, variant }: SingleEvent): string {
  if (goal === undefined) return `${printable(experiment ?? '')} ${printable(variant ?? '')}`
  return item === undefined || item === goal ? printable(goal) : `${printable(goal)} (${printable(item)})`
}
