/** What an experiment says to do, in a word and in one sentence, and what is worth knowing besides. */
import type { ExperimentReport } from '@heddle/analysis'
import { newsIn, printable } from '@heddle/analysis/view'
import type { Texts } from '../texts/texts.js'
import type { Verdict } from './said.js'

export interface DecisionSaid {
  readonly verdict: Verdict
  readonly word: string
  readonly sentence: string
  readonly besides: readonly string[]
}

const looks = { ship: 'good', 'keep-control': 'good', 'keep-running': 'doubtful', broken: 'bad' } as const

/** Undefined where nobody said what decides and nothing is broken, and in reports that do not have it. */
export function decisionSaid(
  { decision, plan }: ExperimentReport,
  { decision: words, fromAnalysis, ofOne }: Texts,
): DecisionSaid | undefined {
  if (!decision) return undefined
  if (decision.status === 'undefined') {
    if (!plan) return undefined
    return { verdict: 'doubtful', word: words.none, sentence: fromAnalysis(printable(decision.reason)), besides: [] }
  }
  const { verdict, variant, sentence, reasons, variants } = decision
  const say = (reason: string) => fromAnalysis(printable(reason))
  // A reason that holds for one of several variants begins with its name.
  const sayOfOne = (reason: string) => {
    const one = Object.keys(variants).find((name) => reason.startsWith(`${name}: `))
    return one === undefined ? say(reason) : ofOne(printable(one), say(reason.slice(one.length + 2)))
  }
  return {
    verdict: looks[verdict],
    word: variant === undefined ? words.verdicts[verdict] : words.ship(printable(variant)),
    sentence: say(sentence),
    besides: newsIn(reasons).map(sayOfOne),
  }
}
