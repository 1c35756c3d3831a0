/**
 * What the shop tests and counts. Definitions only: server and page read the same.
 */
import { defineExperiment, defineGoal } from 'heddle'

/** Does BEST draw more visitors from the first place? Departments that are not named follow in their usual order. */
export const tabs = defineExperiment('react-tabs', {
  control: ['fun', 'best', 'man'],
  bestFirst: ['best', 'fun', 'man'],
})

export const best = defineGoal('best')
export const fun = defineGoal('fun')
export const addToBag = defineGoal('add-to-bag')
