/**
 * All faults, in the order of the table.
 */
import { answers } from './answers.js'
import { blocked } from './blocked.js'
import { clock } from './clock.js'
import { consent } from './consent.js'
import { crashes } from './crashes.js'
import { leaving } from './leaving.js'
import { network } from './network.js'
import { storage } from './storage.js'
import type { Fault } from './support/fault.js'
import { tabs } from './tabs.js'
import { values } from './values.js'

export const faults: readonly Fault[] = [
  ...network,
  ...answers,
  ...blocked,
  ...leaving,
  ...crashes,
  ...tabs,
  ...storage,
  ...consent,
  ...values,
  ...clock,
]
