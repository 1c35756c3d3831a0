/**
 * What an experiment says to do, in one sentence, and what is worth knowing besides.
 */
import type { DecisionReport, PlanReport } from '@heddle/analysis'
import { newsIn } from '@heddle/analysis/view'
import { checkLines, type Verdict } from './check-line.js'
import type { Screen } from './screen.js'
import { printable } from './text.js'

const signs: { readonly [verdict in Extract<DecisionReport, { status: 'ok' }>['verdict']]: Verdict } = {
  ship: 'good',
  'keep-control': 'good',
  'keep-running': 'doubtful',
  broken: 'bad',
}

/** Nothing where nobody said what decides and nothing is broken. */
export function decisionLines(
  decision: DecisionReport | undefined,
  plan: PlanReport | undefined,
  screen: Screen,
): string[] {
  if (!decision) return []
  if (decision.status === 'undefined') {
    return plan ? checkLines('doubtful', 'decision', `none. ${printable(decision.reason)}`, screen) : []
  }
  const { verdict, sentence, reasons } = decision
  const others = newsIn(reasons)
  return [sentence, ...others].flatMap((text, index) =>
    checkLines(
      index === 0 ? signs[verdict] : 'doubtful',
      index === 0 ? 'decision' : 'besides',
      printable(text),
      screen,
    ),
  )
}
