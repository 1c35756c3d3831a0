/**
 * Does for a page of plain HTML what its own code would do: a client, each experiment at its place, clicks on each goal,
 * the vitals.
 */
import { applyVariant } from '../apply-variant.js'
import type { Definition } from '../assignment.js'
import type { Undo } from '../change.js'
import type { Client } from '../client.js'
import { createClient } from '../create-client.js'
import { defineGoal } from '../define-goal.js'
import { trackClicks } from '../track-clicks.js'
import { trackVitals } from '../track-vitals.js'
import { complain, sentenceOf } from './complain.js'
import { readPage } from './page-data.js'
import { optionsFrom } from './settings.js'

export interface Started {
  readonly client: Client
  /** Those of the page's data, by key, for code that exposes by hand. */
  readonly experiments: { readonly [key: string]: Definition }
}

/** Fetches `openDevtools`. */
export type LoadDevtools = () => Promise<(client: Client) => Undo>

/**
 * Reads the page's data blocks, `<script type="application/json" data-heddle-experiments>`, starts a client, applies,
 * listens, and dispatches `heddle:ready` on the document in a microtask after that.
 *
 * @param settings the `dataset` of the element that carries `data-collector` and the other settings
 * @param loadDevtools called where the page's address asks for `heddle-devtools`; then the variants wait for it
 * @returns undefined if there is no collector; the console says so, as it does of all that is wrong in the data
 */
export function startPage(settings: DOMStringMap, loadDevtools?: LoadDevtools): Started | undefined {
  const options = optionsFrom(settings)
  if (!options) return
  const client = createClient(options)
  const { experiments, goals } = readPage()

  const run = () => {
    for (const { definition, place } of experiments) {
      if (place) applyVariant(client, definition, place.selector, place.change, place.options)
    }
    for (const goal of goals) {
      if (goal) trackClicks(client, defineGoal(goal), `[data-heddle-goal~=${JSON.stringify(goal)}]`)
    }
    trackVitals(client)
    // Later, so that the script that has started this is over, and its global is there.
    queueMicrotask(() => document.dispatchEvent(new CustomEvent('heddle:ready')))
  }
  if (loadDevtools && new URLSearchParams(location.search).has('heddle-devtools')) {
    loadDevtools()
      .then((openDevtools) => void openDevtools(client))
      .catch((cause) => complain(`The devtools did not open: ${sentenceOf(cause)}`))
      .then(run)
  } else run()
  return { client, experiments: Object.fromEntries(experiments.map(({ definition }) => [definition.key, definition])) }
}
