/**
 * Harm to the speed of pages that no plan speaks of: it decides nothing, since nobody agreed on its margin, but whoever
 * decides must know it.
 */
import type { GuardrailReport, MetricReport } from '../lift-report.js'

/** A sentence for each vital with its usual margin that is surely worse by more. */
export function defaultsAgainst(
  reports: { readonly [metric: string]: MetricReport },
  variants: readonly string[],
): readonly string[] {
  return Object.entries(reports).flatMap(([name, { comparisons }]) =>
    comparisons.flatMap(({ variant, guardrail }) =>
      guardrail && variants.includes(variant) && isHarm(guardrail)
        ? [`"${name}" of "${variant}" is worse by more than its default margin, which the plan does not speak of.`]
        : [],
    ),
  )
}

const isHarm = (guardrail: GuardrailReport) =>
  guardrail.chosenBy === 'default' && guardrail.status === 'ok' && guardrail.verdict === 'inferior'
