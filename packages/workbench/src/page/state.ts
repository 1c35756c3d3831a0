/**
 * What is looked at, as the hash of the address: a link brings it back. Pure. A hash that somebody wrote by hand is never an
 * error; what cannot be read is left out.
 */
import { isLanguage } from '../texts/languages.js'
import type { Language } from '../texts/texts.js'

export const viewNames = ['lift', 'over-time', 'funnel', 'share', 'slots', 'paths'] as const

export type ViewName = (typeof viewNames)[number]

export interface State {
  readonly view: ViewName
  readonly lang: Language
  readonly experiment: string | undefined
  readonly metrics: string
  readonly segment: string | undefined
  /** Days of receipt, both included. */
  readonly from: string | undefined
  readonly to: string | undefined
  readonly planned: number | undefined
  /** Of the funnel in their order, and of the shares. */
  readonly goals: readonly string[]
  /** Of the slots; none for all. */
  readonly items: readonly string[]
  readonly step: string | undefined
  readonly without: string | undefined
  /** Of the single visits. */
  readonly variant: string | undefined
  readonly last: string | undefined
  /** How many single visits stand before those that are shown. */
  readonly skip: number | undefined
}

/** @param lang where the hash names none */
export function readState(hash: string, lang: Language = 'en'): State {
  const found = new URLSearchParams(hash.replace(/^#/, ''))
  const text = (name: string) => found.get(name) || undefined
  const day = (name: string) => (/^\d{4}-\d{2}-\d{2}$/.test(text(name) ?? '') ? text(name) : undefined)
  const count = (name: string) => {
    const found = Number(text(name))
    return Number.isSafeInteger(found) && found > 0 ? found : undefined
  }
  const all = (name: string) => found.getAll(name).filter((value) => value !== '')
  const named = text('lang') ?? ''
  return {
    view: viewNames.find((name) => name === text('view')) ?? 'lift',
    lang: isLanguage(named) ? named : lang,
    experiment: text('experiment'),
    metrics: text('metrics') ?? '',
    segment: text('segment'),
    from: day('from'),
    to: day('to'),
    planned: count('planned'),
    goals: all('goal'),
    items: all('item'),
    step: text('step'),
    without: text('without'),
    variant: text('variant'),
    last: text('last'),
    skip: count('skip'),
  }
}

/** Only what is not as it is by default, in one order, so that the same view has the same link. */
export function writeState({ goals, items, ...state }: State): string {
  const written = new URLSearchParams()
  for (const [name, value] of Object.entries(state)) {
    if (value === undefined || value === '') continue
    written.append(name, String(value))
  }
  for (const goal of goals) written.append('goal', goal)
  for (const item of items) written.append('item', item)
  return `#${written}`
}

/** What single visits are asked for by, and what makes them others. */
const [whichVisits, otherVisits] = [
  ['variant', 'last'],
  ['experiment', 'from', 'to', 'step', 'without'],
] as const

/** The state after a choice. Single visits begin anew where others are chosen. */
export function changed(state: State, what: Partial<State>): State {
  const touches = (names: readonly (keyof State)[]) => names.some((name) => name in what)
  const none = { variant: undefined, last: undefined, skip: undefined }
  if (touches(otherVisits)) return { ...state, ...none, ...what }
  return touches(whichVisits) ? { ...state, skip: undefined, ...what } : { ...state, ...what }
}
