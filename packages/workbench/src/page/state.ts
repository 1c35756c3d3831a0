/**
 * What is looked at, as the hash of the address: a link brings it back. Pure. A hash that somebody wrote by hand is never an
 * error; what cannot be read is left out.
 */
import { isLanguage } from '../texts/languages.js'
import type { Language } from '../texts/texts.js'

export const viewNames = ['lift', 'over-time', 'funnel', 'share', 'paths'] as const

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
  readonly step: string | undefined
  readonly without: string | undefined
}

/** @param lang where the hash names none */
export function readState(hash: string, lang: Language = 'en'): State {
  const found = new URLSearchParams(hash.replace(/^#/, ''))
  const text = (name: string) => found.get(name) || undefined
  const day = (name: string) => (/^\d{4}-\d{2}-\d{2}$/.test(text(name) ?? '') ? text(name) : undefined)
  const planned = Number(text('planned'))
  const named = text('lang') ?? ''
  return {
    view: viewNames.find((name) => name === text('view')) ?? 'lift',
    lang: isLanguage(named) ? named : lang,
    experiment: text('experiment'),
    metrics: text('metrics') ?? '',
    segment: text('segment'),
    from: day('from'),
    to: day('to'),
    planned: Number.isSafeInteger(planned) && planned > 0 ? planned : undefined,
    goals: found.getAll('goal').filter((goal) => goal !== ''),
    step: text('step'),
    without: text('without'),
  }
}

/** Only what is not as it is by default, in one order, so that the same view has the same link. */
export function writeState({ goals, ...state }: State): string {
  const written = new URLSearchParams()
  for (const [name, value] of Object.entries(state)) {
    if (value === undefined || value === '') continue
    written.append(name, String(value))
  }
  for (const goal of goals) written.append('goal', goal)
  return `#${written}`
}
