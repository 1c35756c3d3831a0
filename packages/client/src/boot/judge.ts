/**
 * The whole rule of `assign`, for pages where an experiment has a layer or an audience.
 */
import { assign } from '../assign.js'
import { pageAttributes } from '../page.js'
import type { Rule } from './boot.js'

/** Judges audiences by what the page says of itself; attributes that the site's own code adds are not known yet. */
export const judge: Rule = (experiment, unit, sticky) => assign(experiment, unit, pageAttributes(), { sticky })
