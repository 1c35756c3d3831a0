/**
 * What the boot script works on. Types only.
 */
import type { Experiment } from '@heddle/events'
import type { BootedExperiment } from '../booted.js'
import type { Change } from '../change.js'

/** An experiment, with its place and the change that the name there stands for. */
export interface BootExperiment extends Experiment {
  readonly apply: { readonly selector: string; readonly change: Change<unknown> }
}

/** What is handed over, while it is being made. */
export type Meeting = { -readonly [Name in keyof BootedExperiment]: BootedExperiment[Name] }
