/**
 * The whole of `heddle-html.min.js`: starts with what the page says, and offers the client's functions as the global
 * `heddle`. Unlike every other module it acts when it is loaded, and so nobody imports it.
 */
import { complain } from './complain.js'
import { devtoolsBeside } from './devtools-beside.js'
import { dataSelector } from './page-data.js'
import { type Started, startPage } from './start-page.js'

export { all } from '../all.js'
export { applyVariant } from '../apply-variant.js'
export { assign } from '../assign.js'
export { attributes } from '../attributes.js'
export { beacon } from '../beacon.js'
export { booted } from '../booted.js'
export { classes } from '../classes.js'
export { createClient } from '../create-client.js'
export { defineExperiment } from '../define-experiment.js'
export { defineGoal } from '../define-goal.js'
export { durable } from '../delivery/durable.js'
export { indexedDbBuffer } from '../delivery/indexed-db-buffer.js'
export { memoryBuffer } from '../delivery/memory-buffer.js'
export { rankOf } from '../delivery/rank.js'
export { forcedIn } from '../forced.js'
export { hide } from '../hide.js'
export { move } from '../move.js'
export { relabel } from '../relabel.js'
export { reorder, reorderBy } from '../reorder.js'
export { replace } from '../replace.js'
export { trackClicks } from '../track-clicks.js'
export { trackVitals } from '../track-vitals.js'
export { cookie, local } from '../unit-store.js'
export { whenVisible } from '../when-visible.js'
export { within } from '../within.js'

/** `heddle.client`, once started: a consent banner calls its `setConsent`. */
export let client: Started['client'] | undefined

/** `heddle.experiments`, once started: those of the page's data, by key. */
export let experiments: Started['experiments'] = {}

const script = document.currentScript

const start = () => {
  if (!(script instanceof HTMLScriptElement)) {
    return complain('The script does not find its own element; load it by a <script src>, without type="module".')
  }
  const started = startPage(script.dataset, devtoolsBeside(script))
  if (started) ({ client, experiments } = started)
}

// Data that stands before the script is enough: elements that come later are found as the page arrives.
if (document.readyState === 'loading' && !document.querySelector(dataSelector)) {
  document.addEventListener('DOMContentLoaded', start, { once: true })
} else start()
