/**
 * Runs in the head of a page that a server rendered, before anything is painted: assigns, hides each tested element until
 * the parser has closed it, changes it, and shows it. `heddle boot` prints it as one inline script.
 * Writes nothing, sends nothing, and never leaves anything hidden.
 */
import type { Experiment } from '@heddle/events'
import { excluded } from '../assign.js'
import type { Assignment, Sticky } from '../assignment.js'
import type { Booted } from '../booted.js'
import { forcedIn } from '../forced.js'
import { asksForPrivacy } from '../page.js'
import { applyAtClose } from './apply-at-close.js'
import type { BootExperiment } from './boot-experiment.js'
import { readStored } from './stored.js'

/** How a unit is assigned: `deal`, or `judge` where one of the experiments has a layer or an audience. */
export type Rule = (experiment: Experiment, unit: string, sticky: Sticky | undefined) => Assignment

/**
 * What a server knows, it tells on the script's own element: `data-unit` is the visitor's id; `data-consent="denied"` shows
 * control, `data-pending="control"` shows it until there is a stored id; `data-basis` is a legal basis other than consent.
 *
 * @param limitMs how long an element may be hidden before every variant shows the original and nobody is exposed
 * @param hasDeclined whether the page itself can tell that this visitor gets control
 */
export function boot(
  experiments: readonly BootExperiment[],
  rule: Rule,
  limitMs: number,
  hasDeclined?: () => boolean,
): void {
  const { unit, consent, pending, basis } = document.currentScript?.dataset ?? {}
  const { visitor, choices } = unit ? { visitor: unit } : readStored()
  const isDenied =
    consent === 'denied' || hasDeclined?.() || (pending === 'control' && !visitor) || (!basis && asksForPrivacy())
  const forced = forcedIn(location.search)
  // 128 random bits. The client's own ids are shorter, and the code that makes them is longer.
  const booted: Booted = { visitor: visitor ?? crypto.getRandomValues(new Uint32Array(4)).join('-'), met: {} }
  ;(globalThis as { heddleBoot?: Booted }).heddleBoot = booted

  for (const experiment of experiments) {
    const { key, variants } = experiment
    const variant = forced?.[key] ?? ''
    const assignment: Assignment =
      variant in variants
        ? { variant, value: variants[variant], status: 'forced' }
        : isDenied
          ? excluded(variants, 'consent')
          : rule(experiment, booted.visitor, choices?.[key])
    booted.met[key] = { assignment }
    if (assignment.status !== 'excluded') applyAtClose(experiment, booted.met[key], limitMs)
  }
}
