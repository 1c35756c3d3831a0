/**
 * What `heddle init` writes: the definitions that a page imports, and the plans that only the analysis reads.
 */

/** Experiments and goals. */
export const experimentsFile = `/**
 * What is tested, and what the page records. The page imports this file:
 *
 *   import { tabs, best } from './experiments.js'
 */
import { defineExperiment, defineGoal } from 'heddle'

// A key, and each variant with the value that the page receives. "control" is what there is today.
// The key seeds the assignment: a new key deals all visitors anew.
export const tabs = defineExperiment(
  'home-tabs',
  {
    control: ['fun', 'best', 'man'],
    bestFirst: ['best', 'fun', 'man'],
  },
  {
    traffic: 1, // Share of visitors who take part.
    // weights: { control: 3, bestFirst: 1 },             // Relative; 1 unless given.
    // audience: { lang: ['en', 'ar'] },                  // Only these; attributes are what your page sets.
    // layer: { name: 'home', from: 0, to: 0.5 },         // Experiments on disjoint shares exclude each other.
    // revision: 2,                                       // Grows when weights or traffic change.
  },
)

// What visitors press or reach. The page records it: trackClicks(client, best, '[data-item=best]')
export const best = defineGoal('best')
export const order = defineGoal('order')
`

/** Metrics and plans. */
export const plansFile = `/**
 * What is computed, and how it will be decided: fixed before the start. Only the analysis reads this file, so no page
 * carries it:
 *
 *   heddle power --baseline 10% --lift 5%                     how many units it takes
 *   heddle simulate --experiments plans.ts --goal best=36%    a log to try the analysis with
 *   heddle lift heddle-log --experiments plans.ts             what the plan says to do
 */
import { mean, plan, proportion } from '@heddle/analysis'
import { best, order, tabs } from './experiments.js'

export * from './experiments.js'

export const metrics = {
  // The share of visitors who did it at least once.
  entered: proportion(best),
  // How often each visitor did it, zeros included.
  orders: mean(order),
  // refunds: mean('refund', 'count', { direction: 'down' }),   // Less is good.
}

export const tabsPlan = plan(tabs, {
  hypothesis: 'Readers find the best games sooner if they come first.',
  primary: 'entered', // The one metric that decides.
  guardrails: { orders: { margin: 0.05 } }, // May get worse by 5 % at most. LCP, INP and CLS are watched anyway.
  alpha: 0.05, // Accepted chance of a false alarm.
  units: 20_000, // Visitors of all variants together; heddle power says how many it takes.
  look: 'always-valid', // Or 'fixed' (one look, at the end) or 'group-sequential' (a few planned looks).
  metrics, // So that the compiler knows their names.
})
`
