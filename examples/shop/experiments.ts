/**
 * What the shop tests and counts. Definitions only: importing this file starts nothing.
 */
import { defineExperiment, defineGoal } from 'heddle'

/** Does BEST draw more visitors from the first place? Items that are not named follow in the order of the page. */
export const tabs = defineExperiment('home-tabs', {
  control: ['fun', 'best', 'man'],
  bestFirst: ['best', 'fun', 'man'],
})

/** Is help found more easily under a plainer name? The language of the page decides the text; the log says which it was. */
export const label = defineExperiment('help-label', {
  control: { en: 'Ticket', ar: 'تذكرة' },
  plain: { en: 'Customer service', ar: 'خدمة العملاء' },
})

export const best = defineGoal('best')
export const fun = defineGoal('fun')
export const help = defineGoal('help')
export const addToBag = defineGoal('add-to-bag')
