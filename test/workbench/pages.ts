/** Builds the view where there is no page, and reads it as a person would. */
import type { LiftReport } from '@heddle/analysis'
import { type LiftViewOptions, liftElement } from '@heddle/workbench'
import { parseHTML } from 'linkedom'

export const emptyDocument = (): Document => parseHTML('<!doctype html><html><body></body></html>').document

export const viewOf = (report: LiftReport, options?: LiftViewOptions): HTMLElement =>
  liftElement(report, emptyDocument(), options)

/** What can be read, on one line; the spaces that keep a number with its unit are spaces. */
export const textOf = (element: Element | null): string =>
  (element?.textContent ?? '').replaceAll('\u00a0', ' ').replace(/\s+/g, ' ').trim()

/** The cells of each row of a table, without its head. */
export const rowsOf = (table: Element | null): string[][] =>
  [...(table?.querySelectorAll('tbody tr') ?? [])].map((row) => [...row.children].map(textOf))

/** Each text once, in the order of the page. */
export const allTexts = (view: Element, selector: string): string[] => [...view.querySelectorAll(selector)].map(textOf)
