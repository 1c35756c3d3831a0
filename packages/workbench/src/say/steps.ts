/** The steps of a funnel: how many units of each variant came so far, and how many were lost since the step before. */
import type { MetricReport } from '@heddle/analysis'
import { formatCount, formatP, formatShare, nothing, printable, stepText } from '@heddle/analysis/view'
import type { Texts } from '../texts/texts.js'
import type { TextTable } from './said.js'

export interface StepReached {
  /** From 1. */
  readonly place: number
  /** As it would be written in a metric. */
  readonly goal: string
  readonly variant: string
  readonly n: number
  /** Of all units of the variant; undefined where there are none. */
  readonly share: number | undefined
  /** Of the units at the step before, or of all units at the first; undefined where there are none. */
  readonly lost: number | undefined
}

export function stepsReached({ steps = [], variants }: MetricReport, names: readonly string[]): StepReached[] {
  return steps.flatMap(({ variants: reached, ...step }, place) =>
    names.map((variant): StepReached => {
      const { n = 0, value = null } = reached[variant] ?? {}
      const before = place === 0 ? variants[variant]?.n : steps[place - 1]?.variants[variant]?.n
      const lost = before ? 1 - n / before : undefined
      return { place: place + 1, goal: stepText(step), variant, n, share: value ?? undefined, lost }
    }),
  )
}

export function stepTable(
  metric: MetricReport,
  names: readonly string[],
  { steps: words, metric: { head } }: Texts,
): TextTable {
  const { steps = [] } = metric
  const all = stepsReached(metric, names)
  return {
    head: [
      words.step,
      ...names.flatMap((name) => [`${printable(name)}: ${words.reached}`, words.dropped]),
      head.adjusted,
    ],
    rows: steps.map(({ comparisons, ...step }, place) => ({
      cells: [
        `${place + 1} ${stepText(step)}`,
        ...all
          .filter((one) => one.place === place + 1)
          .flatMap(({ n, share, lost }) => [
            `${formatCount(n)} (${share === undefined ? nothing : formatShare(share)})`,
            lost === undefined ? nothing : formatShare(lost),
          ]),
        comparisons.map(({ adjustedPValue }) => formatP(adjustedPValue)).join(', '),
      ],
    })),
  }
}
