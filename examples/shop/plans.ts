/**
 * What the shop's experiments are expected to do, and how they will be decided. Only the analysis reads this file, so no page
 * carries it.
 */
import { plan, proportion } from '@heddle/analysis'
import { best, help, label, tabs } from './experiments.js'

export * from './experiments.js'

export const metrics = {
  'entered-best': proportion(best),
  'asked-for-help': proportion(help),
}

export const tabsPlan = plan(tabs, {
  hypothesis: 'More visitors enter BEST if it comes first in the bar.',
  primary: 'entered-best',
  units: 400,
  metrics,
})

export const labelPlan = plan(label, {
  hypothesis: 'More visitors ask for help if the button says "Customer service" and not "Ticket".',
  primary: 'asked-for-help',
  units: 400,
  metrics,
})
