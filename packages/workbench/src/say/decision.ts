/** What an experiment says to do, in a word and in one sentence, and what is worth knowing besides. */
import type { ExperimentReport } from '@heddle/analysis'
import { newsIn, printable } from '@heddle/analysis/view'
import type { Texts } from '../texts/texts.js'
import type { Verdict } from './said.js'

export interface DecisionSaid {
  readonly verdict: Verdict
  readonly word: string
  /** In English, as the analysis says it. */
  readonly sentence: string
  readonly besides: readonly string[]
}

const looks = { ship: 'good', 'keep-control': 'good', 'keep-running': 'doubtful', broken: 'bad' } as const

/** Undefined where nobody said what decides and nothing is broken, and in reports that do not have it. */
export function decisionSaid(
  { decision, plan }: ExperimentReport,
  { decision: words }: Texts,
): DecisionSaid | undefined {
  if (!decision) return undefined
  if (decision.status === 'undefined') {
    if (!plan) return undefined
    return { verdict: 'doubtful', word: words.none, sentence: printable(decision.reason), besides: [] }
  }
  const { verdict, variant, sentence, reasons } = decision
  return {
    verdict: looks[verdict],
    word: variant === undefined ? words.verdicts[verdict] : words.ship(printable(variant)),
    sentence: printable(sentence),
    besides: newsIn(reasons).map(printable),
  }
}
