/** What holds for a whole experiment: how far its plan is along, and how its numbers were computed. */
import type { ExperimentReport, LookReport, PlanReport } from '@heddle/analysis'
import { formatCount, formatShare, printable } from '@heddle/analysis/view'
import type { Texts } from '../texts/texts.js'
import type { Said } from './said.js'

export function planSaid(look: LookReport, plan: PlanReport | undefined, texts: Texts): Said {
  const { plan: words } = texts
  const { units, plannedUnits, decides } = look
  const along = words.along(formatCount(units), formatCount(plannedUnits), formatShare(units / plannedUnits))
  return {
    verdict: decides ? 'good' : 'doubtful',
    name: words.title,
    text: words.found(along, words.rule(look), termsSaid(plan, texts), decides ? words.decides : words.preview),
  }
}

/** What was agreed before the start, besides the units. */
function termsSaid(plan: PlanReport | undefined, { plan: words, checks }: Texts): string[] {
  if (!plan) return []
  const { primary, guardrails, start, end } = plan
  return [
    ...(primary === undefined ? [] : [words.decidedBy(printable(primary))]),
    ...(guardrails.length === 0 ? [] : [words.guarded(checks.list(guardrails.map(printable)))]),
    ...(start === undefined && end === undefined ? [] : [words.days(start, end)]),
  ]
}

/** Sentences on how the numbers came about; the methods themselves are named in English. */
export interface MethodSaid {
  /** As the analysis names them. */
  readonly methods: readonly string[]
  readonly sentences: readonly string[]
  /** How many there are; with none there is nothing to say. */
  readonly comparisons: number
}

export function methodSaid({ metrics, look }: ExperimentReport, { method: words, plan }: Texts): MethodSaid {
  const comparisons = Object.values(metrics).flatMap((metric) => metric.comparisons)
  const added = Object.values(metrics).reduce((sum, metric) => sum + (metric.added ? metric.comparisons.length : 0), 0)
  return {
    methods: [...new Set(comparisons.map(({ method }) => printable(method)))],
    sentences: [
      ...(look ? [plan.meaning(look)] : []),
      ...(comparisons.length - added > 1 ? [words.holm(formatCount(comparisons.length - added))] : []),
      ...(added > 1 ? [words.holmOfAdded(formatCount(added))] : []),
    ],
    comparisons: comparisons.length,
  }
}
