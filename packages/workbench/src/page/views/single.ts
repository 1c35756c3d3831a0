/** Visits one by one: what happened when, on which page, without anybody's name. */
import type { PathsReport, SingleEvent, SingleVisit, SingleVisits } from '@heddle/analysis'
import { afterText, formatCount, printable } from '@heddle/analysis/view'
import { notes, section } from '../../html/parts.js'
import { visitsAtOnce } from '../../worker/messages.js'
import { field, selectElement } from '../fields.js'
import type { Drawing } from './view.js'

export function singleElement(report: PathsReport, drawing: Drawing): HTMLElement | undefined {
  const { single } = report
  const { scene, page } = drawing
  if (!single) return undefined
  const { visits } = single
  return section(
    scene,
    { name: 'card', level: 2, title: page.single.title, id: 'single' },
    choices(report, single, drawing),
    visits.length === 0
      ? scene.make('p', {}, page.single.none)
      : scene.make(
          'ul',
          { class: 'visits', role: 'list' },
          ...visits.map((visit, place) => visitElement(visit, single.offset + place + 1, report, drawing)),
        ),
    pages(single, drawing),
    notes([page.single.note], scene),
  )
}

function choices(
  { step, without, groups }: PathsReport,
  { variant, last }: SingleVisits,
  { scene: { make }, page, choose }: Drawing,
): HTMLElement {
  const words = page.single
  const variants = groups.flatMap((group) => group.variant ?? [])
  const lasts = (groups[0]?.left?.last ?? []).map(({ goal }) => goal)
  const ended = (goal: string) => (goal === step ? words.leftAtOnce : words.leftAfter)(printable(goal))
  const none = without === undefined ? words.reached(printable(step)) : words.leftWithout(printable(without))
  const names = last === undefined || lasts.includes(last) ? lasts : [...lasts, last]
  return make(
    'form',
    { class: 'controls', 'aria-label': words.title },
    field(
      make,
      words.last,
      'last',
      selectElement(make, { id: 'last', names, value: last, none, shown: ended }, (goal) => choose({ last: goal })),
    ),
    ...(variants.length > 1
      ? [
          field(
            make,
            words.variant,
            'variant',
            selectElement(make, { id: 'variant', names: variants, value: variant, none: words.anyVariant }, (name) =>
              choose({ variant: name }),
            ),
          ),
        ]
      : []),
  )
}

function visitElement(
  { variant, before, events, after }: SingleVisit,
  place: number,
  { groups }: PathsReport,
  drawing: Drawing,
): HTMLElement {
  const { scene, page } = drawing
  const { make } = scene
  const more = (count: number) =>
    count === 0
      ? []
      : [make('li', { class: 'more' }, make('span', {}, '…'), make('span', {}, page.single.more(formatCount(count))))]
  return make(
    'li',
    {},
    make(
      'h3',
      {},
      page.single.visit(formatCount(place)),
      variant === undefined
        ? undefined
        : make(
            'span',
            {},
            make('i', { class: `dye dye-${colourOf(variant, groups) % 6}`, 'aria-hidden': 'true' }),
            printable(variant),
          ),
    ),
    make(
      'ol',
      { class: 'visit', role: 'list' },
      ...more(before),
      ...events.map((event, index) => eventElement(event, events[index - 1], drawing)),
      ...more(after),
    ),
  )
}

/** As in the other views, where the control is first. */
function colourOf(variant: string, groups: PathsReport['groups']): number {
  const names = groups.flatMap((group) => group.variant ?? [])
  const inOrder = [...names.filter((name) => name === 'control'), ...names.filter((name) => name !== 'control')]
  return inOrder.indexOf(variant)
}

/** The page is said where it is another one than before. */
function eventElement(
  event: SingleEvent,
  last: SingleEvent | undefined,
  { scene: { make }, page }: Drawing,
): HTMLElement {
  const { isStep, afterMs, kind } = event
  const words = page.single
  return make(
    'li',
    { class: isStep ? 'step' : undefined },
    make('span', { class: 'after' }, afterText(afterMs)),
    make(
      'span',
      { class: 'what' },
      `${words.kinds[kind]} ${whatOf(event, words)}`,
      isStep ? make('span', { class: 'unseen' }, ` (${words.isStep})`) : undefined,
      event.page === last?.page ? undefined : make('small', {}, printable(event.page)),
    ),
  )
}

function whatOf({ goal, item, slot, experiment, variant }: SingleEvent, words: Drawing['page']['single']): string {
  if (goal === undefined) return `${printable(experiment ?? '')}: ${printable(variant ?? '')}`
  const named = item === undefined || item === goal ? undefined : printable(item)
  const place = slot === undefined ? undefined : named ? words.item(named, `${slot}`) : words.slot(`${slot}`)
  const where = place ?? named
  return where === undefined ? printable(goal) : `${printable(goal)} (${where})`
}

function pages(
  { total, offset, visits }: SingleVisits,
  { scene: { make }, page, choose }: Drawing,
): HTMLElement | undefined {
  if (total <= visitsAtOnce && offset === 0) return undefined
  const words = page.single
  const button = (id: string, text: string, skip: number, can: boolean) => {
    // Not disabled, which would take the keyboard's place away at the last page.
    const made = make('button', { type: 'button', id, 'aria-disabled': can ? undefined : 'true' }, text)
    made.addEventListener('click', () => {
      if (made.getAttribute('aria-disabled') !== 'true') choose({ skip: skip > 0 ? skip : undefined })
    })
    return made
  }
  const shown = [Math.min(offset + 1, total), offset + visits.length, total].map(formatCount)
  const [from = '', to = '', all = ''] = shown
  return make(
    'nav',
    { class: 'pages', 'aria-label': words.pages },
    button('previous-visits', words.previous, Math.max(offset - visitsAtOnce, 0), offset > 0),
    make('p', { role: 'status' }, words.shown(from, to, all)),
    button('next-visits', words.next, offset + visitsAtOnce, offset + visits.length < total),
  )
}
