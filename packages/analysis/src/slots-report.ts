/**
 * What was clicked where in a list, as plain data: what `heddle slots --format json` prints.
 * Types only. A public contract: fields are added, never renamed; `schema/slots-report.schema.json` says the same.
 */
import type { Interval } from '@heddle/stats'
import type { ExperimentReport } from './lift-report.js'

export interface SlotsReport {
  readonly version: 1
  readonly experiment: Pick<ExperimentReport, 'experiment' | 'control' | 'controlChosenBy'>
  /** Only where clicks on these goals were asked for; else those on every goal. */
  readonly goals?: readonly string[]
  /** Only units with the change on a page that exposed them; absent: all that were exposed. */
  readonly population?: 'applied'
  /** Intervals cover 1 − alpha. */
  readonly alpha: number
  /** The items that were clicked, sorted. */
  readonly items: readonly string[]
  /** The slots that were clicked, ascending; 0 is first in reading order. */
  readonly slots: readonly number[]
  /** The control first. */
  readonly variants: readonly SlotsVariant[]
  readonly effects: SlotEffects
  /** How the intervals of the variants are made. */
  readonly method: string
}

export interface SlotsVariant {
  readonly variant: string
  /** Exposed units, also those without a click. */
  readonly units: number
  /** Units with at least one click that names an item and a slot. */
  readonly clickers: number
  readonly clicks: number
  /** By item, then by slot; only where there is a click. */
  readonly cells: readonly SlotCell[]
  /** Every slot of the report. */
  readonly slots: readonly SlotShare[]
}

/** An item where it stood. */
export interface SlotCell {
  readonly item: string
  readonly slot: number
  readonly clicks: number
  /** Units with at least one of them. */
  readonly clickers: number
  /** Clicks ÷ units of the variant. */
  readonly perUnit: number
  /** Clickers ÷ units of the variant. */
  readonly clicked: Interval
}

export interface SlotShare {
  readonly slot: number
  readonly clicks: number
  /** Of the variant's clicks in all slots, from 0 to 1. */
  readonly share: Interval
}

/** How much of the clicks is the item, and how much the slot. A unit counts an item once, however often it clicks it. */
export type SlotEffects =
  | {
      readonly status: 'ok'
      /** What an item draws in whatever slot, as a multiple of what the first item does; beyond 1 on either side matters. */
      readonly items: readonly { readonly item: string; readonly ratio: Interval }[]
      /** What a slot draws for whatever item, as a multiple of what the first slot does. */
      readonly slots: readonly { readonly slot: number; readonly ratio: Interval }[]
      readonly method: string
      readonly warnings: readonly string[]
    }
  /** As where no item stood in different slots: then nobody can tell it from its slot. */
  | { readonly status: 'undefined'; readonly reason: string }
