/**
 * Every text of the lift view, as one type: a language that lacks one does not compile.
 * Numbers, names and p-values come in formatted; what is in between is the language's own.
 */

import type { ExperimentReport, LookReport, MetricReport } from '@heddle/analysis'
import type { IntervalWords } from '@heddle/analysis/view'
import type { Verdict } from '@heddle/stats'

export type Language = 'en' | 'zh'

export interface Texts {
  /** Of the `lang` attribute. */
  readonly tag: string
  readonly title: string
  readonly nothingSeen: string
  readonly contents: string
  readonly experiment: string
  readonly control: string
  readonly controlIs: (name: string, chosenBy: ExperimentReport['controlChosenBy']) => string
  readonly onlyOneVariant: string
  /** A sentence that the statistics or the analysis put into the report, in English; one that is not known stays as it is. */
  readonly fromAnalysis: (sentence: string) => string
  /** What holds for one variant or segment only. */
  readonly ofOne: (name: string, sentence: string) => string
  readonly verdicts: { readonly good: string; readonly doubtful: string; readonly bad: string }

  readonly checks: {
    readonly title: string
    readonly broken: string
    readonly brokenAdvice: string
    readonly sampleRatio: string
    readonly sampleRatioGood: (shares: string, p: string) => string
    readonly sampleRatioDoubtful: (p: string) => string
    readonly sampleRatioBroken: (p: string) => string
    readonly notChecked: (reason: string, shares: string) => string
    readonly sharesHead: readonly [variant: string, observed: string, share: string, expected: string, planned: string]
    readonly loss: string
    readonly lossGood: (shares: string, p: string) => string
    readonly lossDoubtful: (shares: string, p: string) => string
    readonly lossBroken: (shares: string, p: string) => string
    readonly lossUndefined: (reason: string, shares: string) => string
    readonly lossOf: (variant: string, missing: string, streams: string, share: string) => string
    readonly delivery: string
    readonly delivered: (counts: DeliveryCounts) => string
    readonly lostBy: (shares: string) => string
    readonly crossover: string
    readonly crossed: (units: number, shown: string) => string
    readonly idsDoNotLast: (share: string) => string
    readonly list: (parts: readonly string[]) => string
  }

  readonly log: {
    readonly title: string
    readonly read: string
    readonly lines: (lines: string, events: string) => string
    readonly nothingThere: string
    readonly noEvents: string
    readonly unknown: string
    readonly unknownFound: (counts: string) => string
    readonly broken: string
    readonly brokenFound: (count: number, shown: string) => string
    readonly more: (count: string) => string
    readonly goals: string
    readonly unfed: (metrics: string, goals: string | undefined) => string
    readonly table: string
    readonly withoutName: (count: string, rows: string) => string
    readonly empty: string
    readonly emptyFound: (counts: string) => string
    readonly conflicts: string
    readonly conflictsFound: (count: number, shown: string) => string
    readonly mappedBy: (mapping: string) => string
    readonly records: (counts: RecordCounts) => string
    readonly brokenRecords: string
    readonly brokenRecordsFound: (count: number, shown: string) => string
    readonly mapping: string
  }

  readonly plan: {
    readonly title: string
    readonly along: (units: string, planned: string, share: string) => string
    readonly decides: string
    readonly preview: string
    readonly rule: (look: LookReport) => string
    readonly found: (along: string, rule: string, terms: readonly string[], decides: string) => string
    readonly decidedBy: (metric: string) => string
    readonly guarded: (metrics: string) => string
    readonly days: (start: string | undefined, end: string | undefined) => string
    readonly meaning: (look: LookReport) => string
  }

  readonly decision: {
    readonly title: string
    readonly verdicts: { readonly [verdict in Verdict]: string }
    readonly ship: (variant: string) => string
    readonly none: string
    readonly hypothesis: (text: string) => string
  }

  readonly metric: {
    readonly kinds: { readonly [kind in MetricReport['kind']]: string }
    readonly quantile: (p: string) => string
    readonly lessIsGood: string
    readonly added: string
    readonly decides: string
    readonly head: {
      readonly variant: string
      readonly units: string
      readonly value: string
      readonly difference: string
      readonly lift: string
      readonly interval: (level: string) => string
      readonly p: string
      readonly adjusted: string
    }
    readonly interval: IntervalWords
    readonly raises: (variant: string, metric: string, effect: string) => string
    readonly lowers: (variant: string, metric: string, effect: string) => string
    readonly open: (variant: string, control: string, metric: string, effect: string) => string
    readonly undefined: (variant: string, control: string, metric: string) => string
    readonly preview: (sentence: string) => string
    readonly distrusted: (sentence: string) => string
    readonly chart: (metric: string, level: string) => string
    readonly onlyUnits: (conditions: string) => string
    readonly withChange: string
    readonly openUnits: (units: string) => string
    readonly capped: (value: string, p: string) => string
    readonly adjustedBy: (reductions: string) => string
    readonly notes: string
  }

  readonly guardrail: {
    readonly title: string
    readonly ofControl: (share: string) => string
    readonly margin: (size: string, good: 'up' | 'down', byDefault: boolean) => string
    readonly nonInferior: (variant: string, margin: string, p: string) => string
    readonly inferior: (variant: string, margin: string) => string
    readonly undecided: (variant: string, margin: string, power: string) => string
    readonly undefined: (variant: string, reason: string) => string
    readonly preview: string
  }

  readonly segments: {
    readonly title: (attribute: string) => string
    readonly segment: string
    readonly differ: (variant: string, attribute: string, test: string) => string
    readonly alike: (variant: string, attribute: string, test: string) => string
    readonly unknown: (variant: string, attribute: string, reason: string) => string
    readonly shrunken: string
    readonly pooled: string
    readonly family: (rows: string) => string
    readonly chart: (metric: string, attribute: string) => string
  }

  readonly steps: {
    readonly title: string
    readonly step: string
    readonly lost: (share: string) => string
    readonly reached: string
    readonly dropped: string
    readonly note: string
    readonly chart: (metric: string) => string
  }

  readonly method: {
    readonly title: string
    readonly method: string
    readonly holm: (comparisons: string) => string
    readonly holmOfAdded: (comparisons: string) => string
    readonly distrust: string
  }

  readonly survey: {
    readonly title: (experiments: string, variants: string, comparisons: string) => string
    readonly sampleRatio: (found: SurveyRatio) => string
    readonly ratioDoubtful: string
    readonly ratioBroken: string
    readonly head: readonly [
      ratio: string,
      experiments: string,
      comparisons: string,
      up: string,
      down: string,
      none: string,
    ]
    readonly holds: string
    readonly fails: string
    readonly all: string
    readonly moved: (comparisons: string, experiments: string) => string
    readonly significant: (alpha: string, chance: string, experiments: string) => string
    readonly strongest: string
    readonly strongestNote: string
    readonly worst: string
    readonly worstHead: readonly [experiment: string, variant: string, observed: string, expected: string, p: string]
    readonly experiment: string
    readonly metric: string
    readonly median: string
    readonly quantiles: string
  }
}

export interface DeliveryCounts {
  readonly issued: string
  readonly received: string
  /** Undefined where there are none, here and below. */
  readonly dropped: string | undefined
  readonly lost: { readonly count: string; readonly share: string } | undefined
  /** Of what is lost: `all` where all of it may still come. */
  readonly open: string | 'all' | undefined
  readonly repeated: string | undefined
}

export interface RecordCounts {
  readonly records: string
  readonly events: string
  /** Undefined where there are none, here and below. */
  readonly repeated: string | undefined
  readonly other: string | undefined
}

export interface SurveyRatio {
  readonly checked: string
  readonly doubtful: string
  readonly doubtfulByChance: string
  readonly broken: string
  readonly brokenByChance: string
}
