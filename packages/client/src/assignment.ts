/**
 * What a unit was given, and why. Types only.
 */
import type { Attributes, Experiment, Variants } from '@heddle/events'

/** A variant's name with its value: the value narrows with the name. */
export type Choice<V extends Variants> = {
  readonly [Name in keyof V & string]: { readonly variant: Name; readonly value: V[Name] }
}[keyof V & string]

export type Control<V extends Variants> = { readonly variant: 'control'; readonly value: V['control'] }

/**
 * Why a unit is not part of an experiment. Such a unit sees control and is never counted. `late`: the boot script ran out
 * of time, in whichever variant.
 */
export type Exclusion = 'consent' | 'no-unit' | 'audience' | 'traffic' | 'layer' | 'late'

/**
 * `assigned` is counted once exposed; `forced` is shown for review and never counted; `excluded` sees control.
 * `revision` is that of the allocation which made the choice, where the experiment has one.
 */
export type Assignment<V extends Variants = Variants> =
  | (Choice<V> & { readonly status: 'assigned'; readonly revision?: number | undefined })
  | (Choice<V> & { readonly status: 'forced'; readonly revision?: never })
  | (Control<V> & { readonly status: 'excluded'; readonly reason: Exclusion })

/** A choice made under an earlier allocation, which a change of weights or traffic must not move. */
export interface Sticky {
  readonly variant: string
  readonly revision?: number | undefined
}

export interface AssignOptions {
  /** Holds against new weights and traffic. */
  readonly sticky?: Sticky | undefined
}

/**
 * An experiment that knows how its units are assigned. A client only asks it: where a server has decided already, or an
 * older rule must be kept, give the experiment another `assign`.
 */
export interface Definition<V extends Variants = Variants> extends Experiment<V> {
  assign(unit: string | null | undefined, attributes?: Attributes, options?: AssignOptions): Assignment<V>
}
