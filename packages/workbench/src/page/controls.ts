/**
 * The form above the views. It keeps nothing: it shows a state, and tells the one that somebody chose.
 */
import type { Make } from '../html/elements.js'
import type { PageTexts } from '../texts/page-texts.js'
import type { Catalogue } from '../worker/messages.js'
import { field, selectElement } from './fields.js'
import type { State } from './state.js'
import type { View } from './views/view.js'

export interface Setting {
  readonly state: State
  readonly catalogue: Catalogue
  readonly page: PageTexts
  readonly make: Make
  readonly choose: (change: Partial<State>) => void
}

/** What the view is about. */
export function controls({ uses }: Pick<View, 'uses'>, setting: Setting): HTMLElement {
  const { state, catalogue, page, make } = setting
  const { experiments, attributes, days, metrics } = catalogue
  const isLog = days.length > 0
  return make(
    'form',
    { class: 'controls', 'aria-label': page.chooseLabel },
    ...(experiments.length > 1 || isUnknown(state.experiment, experiments)
      ? [select(setting, 'experiment', page.experiment, experiments, state.experiment, page.all)]
      : []),
    ...(uses.includes('metrics') && (isLog || metrics.length !== 1) ? [metricsField(setting)] : []),
    ...(uses.includes('segment') && attributes.length > 0
      ? [select(setting, 'segment', page.segment, attributes, state.segment, page.none)]
      : []),
    ...(isLog && days.length > 1
      ? [
          field(make, page.from, 'from', dayInput(setting, 'from', state.from ?? days[0])),
          field(make, page.to, 'to', dayInput(setting, 'to', state.to ?? days.at(-1))),
        ]
      : []),
    ...(uses.includes('planned') && isLog ? [plannedField(setting)] : []),
  )
}

/** What one view asks for besides; nothing for most. */
export function choices({ choices: kind }: View, setting: Setting): HTMLElement | undefined {
  const { state, catalogue, page, make } = setting
  const { goals, items } = catalogue
  const name = page.views[state.view]
  if (kind === 'items')
    return items.length > 2 ? several(setting, 'items', items, page.slots.item, items.length) : undefined
  if (kind === 'none' || goals.length === 0) return undefined
  if (kind === 'step') {
    return make(
      'form',
      { class: 'controls', 'aria-label': name },
      select(setting, 'step', page.after, goals, state.step, page.none),
      select(setting, 'without', page.without, goals, state.without, page.none),
    )
  }
  return several(setting, 'goals', goals, kind === 'steps' ? page.step : page.goal)
}

/** One more than are chosen, so that another can be added; choosing none takes one away. */
function several(
  { state, page, make, choose }: Setting,
  what: 'goals' | 'items',
  names: readonly string[],
  label: (place: number) => string,
  most = 12,
): HTMLElement {
  const places = [...state[what], undefined].slice(0, most)
  return make(
    'form',
    { class: 'controls', 'aria-label': page.views[state.view] },
    ...places.map((value, place) => {
      const id = `${what}-${place + 1}`
      const none = what === 'items' && place === 0 ? page.all : page.none
      const select = selectElement(make, { id, names, value, none }, (name) =>
        choose({ [what]: withName(state[what], place, name) }),
      )
      return field(make, label(place + 1), id, select)
    }),
  )
}

function select(
  { make, choose }: Setting,
  name: 'experiment' | 'segment' | 'step' | 'without',
  label: string,
  names: readonly string[],
  value: string | undefined,
  none: string,
): HTMLElement {
  return field(
    make,
    label,
    name,
    selectElement(make, { id: name, names, value, none }, (picked) => choose({ [name]: picked })),
  )
}

function metricsField(setting: Setting): HTMLElement {
  const { state, catalogue, page, make, choose } = setting
  const { metrics, goals } = catalogue
  const suggestions = metrics.length > 0 ? metrics : goals.flatMap((goal) => [`proportion(${goal})`, `mean(${goal})`])
  const input = make('input', {
    ...{ id: 'metrics', type: 'text', value: state.metrics, list: 'metric-suggestions', spellcheck: 'false' },
    ...{ autocomplete: 'off', placeholder: metrics.join('; ') || page.metricsHint },
  })
  input.addEventListener('change', () => input instanceof HTMLInputElement && choose({ metrics: input.value.trim() }))
  const list = make(
    'datalist',
    { id: 'metric-suggestions' },
    ...suggestions.slice(0, 100).map((value) => make('option', { value })),
  )
  return make('div', { class: 'field wider' }, make('label', { for: 'metrics' }, page.metrics), input, list)
}

function dayInput({ make, catalogue, choose }: Setting, id: 'from' | 'to', value: string | undefined): HTMLElement {
  const { days } = catalogue
  const input = make('input', { id, type: 'date', value, min: days[0], max: days.at(-1) })
  input.addEventListener('change', () => {
    if (!(input instanceof HTMLInputElement)) return
    const end = id === 'from' ? days[0] : days.at(-1)
    choose({ [id]: input.value === '' || input.value === end ? undefined : input.value })
  })
  return input
}

function plannedField(setting: Setting): HTMLElement {
  const { state, page, make, choose } = setting
  const input = make('input', { id: 'planned', type: 'number', min: 1, step: 1, value: state.planned })
  input.addEventListener('change', () => {
    if (!(input instanceof HTMLInputElement)) return
    const planned = input.valueAsNumber
    choose({ planned: Number.isSafeInteger(planned) && planned > 0 ? planned : undefined })
  })
  return field(make, page.planned, 'planned', input)
}

/** As a link may have it that was made for another log: without the field nobody could choose another one. */
const isUnknown = (name: string | undefined, names: readonly string[]) => name !== undefined && !names.includes(name)

const withName = (names: readonly string[], place: number, name: string | undefined) => [
  ...names.slice(0, place),
  ...(name === undefined ? [] : [name]),
  ...names.slice(place + 1),
]
