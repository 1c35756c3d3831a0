/** All views, in the order in which they are offered. */
import type { ViewName } from '../state.js'
import { funnelDrawn, liftDrawn } from './lift.js'
import { overTimeDrawn } from './over-time.js'
import { pathsDrawn } from './paths.js'
import { shareDrawn } from './share.js'
import { slotsDrawn } from './slots.js'
import type { View } from './view.js'

export const views: { readonly [name in ViewName]: View } = {
  lift: liftDrawn,
  'over-time': overTimeDrawn,
  funnel: funnelDrawn,
  share: shareDrawn,
  slots: slotsDrawn,
  paths: pathsDrawn,
}
