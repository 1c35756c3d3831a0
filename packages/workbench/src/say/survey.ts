/** Many experiments on one page: whether they can be trusted, how many moved, how far, and which most. */
import type { LiftReport } from '@heddle/analysis'
import {
  effectDecimals,
  estimateText,
  type Finding,
  formatCount,
  formatExpected,
  formatP,
  formatShare,
  formatSigned,
  formsOf,
  furthestOff,
  type Group,
  levelText,
  liftScale,
  nothing,
  printable,
  quantileOf,
  type Significant,
  type Survey,
  sampleRatioLevels,
  surveyOf,
  surveyVerdict,
} from '@heddle/analysis/view'
import type { Texts } from '../texts/texts.js'
import { intervalText } from './metric.js'
import type { Said, TextTable } from './said.js'

const listed = 10

export interface SurveySaid {
  readonly title: string
  readonly checks: readonly Said[]
  readonly parts: readonly {
    readonly title: string
    readonly tables: readonly TextTable[]
    readonly notes: readonly string[]
  }[]
}

export function surveySaid(report: LiftReport, texts: Texts): SurveySaid {
  const { survey: words } = texts
  const survey = surveyOf(report, listed)
  const { alpha } = report.summary
  return {
    title: words.title(formatCount(survey.experiments), formatCount(survey.variants), formatCount(survey.comparisons)),
    checks: [ratioSaid(survey, texts)],
    parts: [
      ...survey.metrics.map(({ metric, holds, fails, all }) => {
        const groups = [
          { name: words.holds, group: holds },
          { name: words.fails, group: fails },
          { name: words.all, group: all },
        ].filter(({ group }, place) => group.comparisons > 0 && (place < 2 || fails.comparisons > 0))
        const chance = formatExpected(holds.experiments * alpha)
        return {
          title: printable(metric),
          tables: [movedTable(groups, texts), quantileTable(groups, texts)],
          notes: [words.significant(String(alpha), chance, formatCount(holds.experiments)), words.quantiles],
        }
      }),
      ...(survey.strongest.length > 0
        ? [
            {
              title: words.strongest,
              tables: [strongestTable(survey.strongest, alpha, texts)],
              notes: [words.strongestNote],
            },
          ]
        : []),
      ...(survey.worst.length > 0 ? [{ title: words.worst, tables: [worstTable(survey, texts)], notes: [] }] : []),
    ],
  }
}

function ratioSaid({ sampleRatio }: Survey, { survey: words, checks }: Texts): Said {
  const { checked, doubtful, broken } = sampleRatio
  const verdict = surveyVerdict(sampleRatio)
  const found = words.sampleRatio({
    ...{ checked: formatCount(checked), doubtful: formatCount(doubtful), broken: formatCount(broken) },
    doubtfulByChance: formatExpected(checked * sampleRatioLevels.doubtful),
    brokenByChance: formatExpected(checked * sampleRatioLevels.broken),
  })
  const advice = { good: '', doubtful: words.ratioDoubtful, bad: words.ratioBroken }[verdict]
  return { verdict, name: checks.sampleRatio, text: `${found} ${advice}`.trim() }
}

interface NamedGroup {
  readonly name: string
  readonly group: Group
}

function movedTable(groups: readonly NamedGroup[], { survey: words }: Texts): TextTable {
  const moved = ({ comparisons, experiments }: Significant) =>
    comparisons === 0 ? '0' : words.moved(formatCount(comparisons), formatCount(experiments))
  return {
    head: words.head,
    rows: groups.map(({ name, group }) => ({
      cells: [
        ...[name, formatCount(group.experiments), formatCount(group.comparisons)],
        ...[moved(group.up), moved(group.down), formatCount(group.undefined)],
      ],
    })),
  }
}

const shares = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const

function quantileTable(groups: readonly NamedGroup[], { survey: words, metric }: Texts): TextTable {
  const percent = (lift: number | undefined) => (lift === undefined ? nothing : `${formatSigned(lift * 100, 1)} %`)
  return {
    head: [metric.head.lift, ...shares.map((share) => (share === 0.5 ? words.median : formatShare(share, 0)))],
    rows: groups.map(({ name, group }) => ({
      cells: [name, ...shares.map((share) => percent(quantileOf(group.lifts, share)))],
    })),
  }
}

function strongestTable(strongest: readonly Finding[], alpha: number, texts: Texts): TextTable {
  const { survey: words, metric } = texts
  const { head } = metric
  return {
    head: [
      words.experiment,
      words.metric,
      head.variant,
      texts.control,
      head.value,
      head.lift,
      head.interval(levelText(alpha)),
      head.adjusted,
    ],
    rows: strongest.map(({ experiment, metric: name, report, comparison }) => {
      const { variant, lift, adjustedPValue } = comparison
      const form = { scale: liftScale, decimals: effectDecimals([lift], liftScale) }
      const value = (one: string) => formsOf(report).value(report.variants[one]?.value ?? null)
      return {
        cells: [
          ...[printable(experiment.experiment), printable(name), printable(variant)],
          ...[value(experiment.control), value(variant)],
          ...[estimateText(lift, form.scale, form.decimals), intervalText(lift, form, texts), formatP(adjustedPValue)],
        ],
      }
    }),
  }
}

function worstTable({ worst }: Survey, { survey: words }: Texts): TextTable {
  return {
    head: words.worstHead,
    rows: worst.flatMap(({ experiment, checks: { sampleRatio } }) => {
      const off = sampleRatio.status === 'ok' ? furthestOff(sampleRatio) : undefined
      if (sampleRatio.status !== 'ok' || off === undefined) return []
      const counts = [formatCount(off.observed), formatCount(off.expected), formatP(sampleRatio.pValue)]
      return [{ cells: [printable(experiment), printable(off.variant), ...counts] }]
    }),
  }
}
