/**
 * What visitors did around a step, as plain data: what `heddle paths --format json` prints.
 * Types only. A public contract: fields are added, never renamed; `schema/paths-report.schema.json` says the same.
 */

export interface PathsReport {
  readonly version: 1
  /** The goal that the paths follow or precede. */
  readonly step: string
  readonly direction: 'after' | 'before'
  /** So many goals are in a path at most. */
  readonly steps: number
  /** Only where variants are told apart. */
  readonly experiment?: string
  /** Only `after` a step: the goal whose absence makes a visitor one who left. */
  readonly without?: string
  /** Only where single visits were asked for: some, one by one. */
  readonly single?: SingleVisits
  /** The whole log as one; or each variant, in the order of their names. They list the same paths in the same order. */
  readonly groups: readonly PathsGroup[]
}

export interface PathsGroup {
  /** Only where variants are told apart. */
  readonly variant?: string
  /** Who reached the step; each counts once, by the visit in which that was first. */
  readonly visitors: number
  /** The most common over all groups first. */
  readonly paths: readonly PathCount[]
  /** All paths that are not listed. */
  readonly otherPaths: Count
  /** Only `after` a step: where visits ended. */
  readonly left?: LeftReport
}

export interface Count {
  readonly visitors: number
  /** Of the visitors of its group, from 0 to 1; 0 where there are none. */
  readonly share: number
}

export interface PathCount extends Count {
  /** Goals in the order in which they were reached, without the step. */
  readonly goals: readonly string[]
  /** Whether the visit ended with the last of them, or began with the first, so that there were no more. */
  readonly whole: boolean
}

/** The last goal of the visit, of all who reached the step, or of those who did not reach `without` after it. */
export interface LeftReport extends Count {
  /** The most common over all groups first; the step itself where nothing followed. Shares are of those who left. */
  readonly last: readonly (Count & { readonly goal: string })[]
}

/** Visits one by one. Nobody is named: neither visitors nor sessions nor streams are in it. */
export interface SingleVisits {
  /** Only those of this variant. */
  readonly variant?: string
  /** Only those whose last goal this was; the step itself where nothing followed. */
  readonly last?: string
  /** How many visits there are of the kind. */
  readonly total: number
  /** So many stand before the first one that is listed. */
  readonly offset: number
  /** In an order that is mixed, and the same for every log of the same events. */
  readonly visits: readonly SingleVisit[]
}

export interface SingleVisit {
  /** Only where variants are told apart. */
  readonly variant?: string
  /** Events of the visit that are left out before the first one listed. */
  readonly before: number
  /** Exposures, clicks and goals in the order in which they happened, around the step. */
  readonly events: readonly SingleEvent[]
  /** Events of the visit that are left out behind the last one listed. */
  readonly after: number
}

export interface SingleEvent {
  /** Since the visit's first event that counts, in ms. */
  readonly afterMs: number
  readonly kind: 'exposure' | 'click' | 'goal'
  /** Of a click or goal. */
  readonly goal?: string
  /** Of a click or goal that names one. */
  readonly item?: string
  /** Where the item stood, 0 first in reading order, and of how many. */
  readonly slot?: number
  readonly slots?: number
  /** Of an exposure. */
  readonly experiment?: string
  readonly variant?: string
  /** A path without a query. */
  readonly page: string
  /** Of the event around which was looked. */
  readonly isStep?: true
}
