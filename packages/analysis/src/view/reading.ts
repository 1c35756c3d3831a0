/**
 * What of an experiment is read, and in which order.
 * Pure.
 */
import type { Checks, ExperimentReport, MetricReport, StepReport } from '../lift-report.js'
import { sampleRatioLevels } from './levels.js'
import { printable } from './names.js'

/** The metric that decides, the others, those that are guarded, and last those that nobody asked for. */
export function inReadingOrder({ metrics, plan }: ExperimentReport): [name: string, metric: MetricReport][] {
  const place = ([name, { added, comparisons }]: [string, MetricReport]) => {
    if (name === plan?.primary) return 0
    if (added) return 3
    return comparisons.some(({ guardrail }) => guardrail) ? 2 : 1
  }
  return Object.entries(metrics).sort((a, b) => place(a) - place(b))
}

/** What the sentence of a decision does not say. A check that was not made is said by the lines of the checks. */
export function newsIn(reasons: readonly string[]): readonly string[] {
  return reasons.slice(1).filter((reason) => !reason.endsWith(' was not checked.'))
}

/** A step of a funnel as it would be written in a metric. */
export function stepText({ goal, item, slot }: Pick<StepReport, 'goal' | 'item' | 'slot'>): string {
  const which = [...(item === undefined ? [] : [`item=${item}`]), ...(slot === undefined ? [] : [`slot=${slot}`])]
  return printable([goal, ...which].join(' '))
}

/** Above this share of all units the ids do not last, and the variants are no longer two groups. */
const mostCrossed = 0.01

/** The share of units that met more than one variant, and whether it is so large that no number may be believed. */
export function crossedShare({ crossover, sampleRatio: { observed } }: Checks): { share: number; isBroken: boolean } {
  const units = crossover?.units ?? 0
  const counted = Object.values(observed).reduce((sum, count) => sum + count, 0)
  const share = units === 0 ? 0 : units / (units + counted)
  return { share, isBroken: share > mostCrossed }
}

/** Whether a check says that no number of the experiment may be believed. */
export function isBroken({ checks, decision }: Pick<ExperimentReport, 'checks' | 'decision'>): boolean {
  if (decision?.status === 'ok') return decision.verdict === 'broken'
  const { sampleRatio, loss } = checks
  return [sampleRatio, loss].some((check) => check?.status === 'ok' && check.pValue < sampleRatioLevels.broken)
}
