/**
 * Draws a journal: what the reviewer reads. A section says what it shows as a text, so that the panel draws anew only what
 * has changed.
 */
import type { Saying } from '@heddle/events'
import type { Forced } from '../forced.js'
import { build } from './build.js'
import type { Entry, Journal, Meeting } from './journal.js'
import { type SlotList, slotLists } from './slots.js'
import { appliedInWords, problemInWords, sayingInWords, seenInWords, whyInWords } from './words.js'

export interface Section {
  /** The same text, the same drawing. */
  readonly state: string
  readonly draw: () => Element
}

/** @param addressOf the address that forces one more variant */
export function sections(journal: Journal, addressOf: (forced: Forced) => string): readonly Section[] {
  const meetings = journal.meetings()
  const lists = slotLists()
  const sayings = journal.sayings()
  return [
    { state: JSON.stringify([meetings, location.href]), draw: () => experiments(meetings, addressOf) },
    { state: JSON.stringify(lists), draw: () => slots(lists) },
    { state: `${sayings[0]?.at} ${sayings.length} ${JSON.stringify(sayings[0])}`, draw: () => events(sayings) },
  ]
}

export function problems(journal: Journal): readonly Element[] {
  return journal.problems().map(({ at, what }) => build('li', {}, time(at), ` ${problemInWords(what)}`))
}

function experiments(meetings: readonly Meeting[], addressOf: (forced: Forced) => string) {
  const isReview = meetings.some(({ status }) => status === 'forced')
  return section(
    'Experiments',
    'None has been met on this page yet.',
    list(
      'ul',
      {},
      meetings.map((meeting) => experiment(meeting, addressOf)),
    ),
    isReview ? 'A variant is forced: this page stores and sends nothing.' : undefined,
  )
}

function experiment(meeting: Meeting, addressOf: (forced: Forced) => string) {
  const { key, unit, variant, variants } = meeting
  const facts = [
    ['Variant', variant],
    ['Why', whyInWords(meeting)],
    ['Applied', appliedInWords(meeting)],
    ['Seen', seenInWords(meeting)],
  ] as const
  const choices = variants.map((name) =>
    build(
      'li',
      {},
      build('a', { href: addressOf({ [key]: name }), ...(name === variant && { 'aria-current': 'true' }) }, name),
    ),
  )
  return build(
    'li',
    {},
    build('h3', {}, unit === undefined ? key : `${key}, unit ${unit}`),
    build('dl', {}, ...facts.flatMap(([term, fact]) => [build('dt', {}, term), build('dd', {}, fact)])),
    list('ul', { class: 'choices', 'aria-label': `Show a variant of ${key}` }, choices),
  )
}

function slots(lists: readonly SlotList[]) {
  const shown = lists.map(({ name, items }) => {
    const slots = items.map((item, slot) => build('li', {}, build('span', {}, `${slot}`), item))
    return build('li', {}, build('h3', {}, name), list('ol', { class: 'slots' }, slots))
  })
  return section('Slots', 'Nothing on this page has a data-item.', list('ul', {}, shown))
}

function events(sayings: readonly Entry<Saying>[]) {
  const items = sayings.map(({ at, what }) =>
    build('li', {}, time(at), build('b', {}, what.type), build('span', {}, sayingInWords(what))),
  )
  return section('Events', 'None yet.', list('ul', { class: 'events' }, items))
}

function section(title: string, none: string, items: HTMLElement, note?: string) {
  const isEmpty = !items.hasChildNodes()
  return build(
    'section',
    {},
    build('h2', {}, title),
    ...(note ? [build('p', { class: 'soft' }, note)] : []),
    isEmpty ? build('p', { class: 'soft' }, none) : items,
  )
}

/** A list without bullets is none for VoiceOver, unless it says so. */
const list = (name: 'ul' | 'ol', attributes: { readonly [name: string]: string }, items: readonly Element[]) =>
  build(name, { role: 'list', ...attributes }, ...items)

function time(at: number) {
  const date = new Date(at)
  return build('time', { datetime: date.toISOString() }, date.toLocaleTimeString('en-GB'))
}
