/**
 * The lift view as Markdown: for a mail, a wiki, a pull request. The same sentences and numbers as the page.
 */
import type { ExperimentReport, LiftReport } from '@heddle/analysis'
import { fewExperiments, inReadingOrder, isBroken, printable } from '@heddle/analysis/view'
import { checksSaid } from '../say/checks.js'
import { decisionSaid } from '../say/decision.js'
import { methodSaid, planSaid } from '../say/experiment.js'
import { guardrailsSaid } from '../say/guardrail.js'
import {
  findingSaid,
  kindText,
  type MetricContext,
  metricContext,
  metricNotes,
  metricTable,
  metricWarnings,
} from '../say/metric.js'
import type { Said, TextTable } from '../say/said.js'
import { heterogeneitySaid, segmentRows, segmentTable } from '../say/segments.js'
import { sourceSaid } from '../say/source.js'
import { stepTable } from '../say/steps.js'
import { surveySaid } from '../say/survey.js'
import { languages } from '../texts/languages.js'
import type { Language, Texts } from '../texts/texts.js'

/** The whole text, ending in a line break. Names that hold signs of Markdown stay names. */
export function reportMarkdown(report: LiftReport, { lang = 'en' }: { readonly lang?: Language } = {}): string {
  const texts = languages[lang]
  const { experiments, summary } = report
  const source = sourceSaid(report, texts)
  const parts = [
    `# ${texts.title}`,
    ...(source ? [`## ${source.title}`, checks(source.said)] : []),
    ...(experiments.length > fewExperiments
      ? surveyParts(report, texts)
      : experiments.flatMap((experiment) => experimentParts(experiment, summary.alpha, texts))),
    ...(experiments.length === 0 ? [texts.nothingSeen] : []),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function experimentParts(report: ExperimentReport, alpha: number, texts: Texts): string[] {
  const context = metricContext(report, alpha, texts)
  const decision = decisionSaid(report, texts)
  const { methods, sentences, comparisons } = methodSaid(report, texts)
  const said = [
    ...checksSaid(report.checks, report.control, texts),
    ...(report.look ? [planSaid(report.look, report.plan, texts)] : []),
  ]
  return [
    `## ${escaped(printable(report.experiment))}`,
    escaped(texts.controlIs(printable(report.control), report.controlChosenBy)),
    ...(isBroken(report) ? [`**${texts.checks.broken}.** ${texts.checks.brokenAdvice}`] : []),
    checks(said),
    ...(decision
      ? [
          `**${texts.decision.title}: ${escaped(decision.word)}.** ${escaped(decision.sentence)}`,
          list(decision.besides),
        ]
      : []),
    ...inReadingOrder(report).flatMap(([name, metric]) => metricParts(name, metric, context)),
    ...(comparisons === 0
      ? [texts.onlyOneVariant]
      : [[`${texts.method.method}: ${escaped(methods.join('; '))}.`, ...sentences].join(' ')]),
  ]
}

function metricParts(name: string, metric: ExperimentReport['metrics'][string], context: MetricContext): string[] {
  const { texts, segmentedBy, decides, variants } = context
  const { comparisons, steps = [] } = metric
  return [
    `### ${escaped(printable(name))} (${kindText(name, metric, context)})`,
    ...comparisons.map((comparison) => escaped(findingSaid(name, metric, comparison, context))),
    table(metricTable(metric, context)),
    checks(guardrailsSaid(metric, decides, texts)),
    list([...metricNotes(metric, context), ...metricWarnings(metric, context)]),
    ...(steps.length > 0 ? [`#### ${texts.steps.title}`, table(stepTable(metric, variants, texts))] : []),
    ...(segmentedBy !== undefined && segmentRows(metric) > 0
      ? [
          `#### ${escaped(texts.segments.title(printable(segmentedBy)))}`,
          ...comparisons.flatMap((comparison) => [
            escaped(heterogeneitySaid(comparison, segmentedBy, texts)),
            table(segmentTable(comparison, metric, context)),
          ]),
        ]
      : []),
  ]
}

function surveyParts(report: LiftReport, texts: Texts): string[] {
  const { title, checks: said, parts } = surveySaid(report, texts)
  return [
    `## ${title}`,
    checks(said),
    ...parts.flatMap(({ title: head, tables, notes }) => [`### ${escaped(head)}`, ...tables.map(table), list(notes)]),
  ]
}

const signs: { readonly [verdict in Said['verdict']]: string } = { good: '✓', doubtful: '!', bad: '✕' }

const checks = (said: readonly Said[]) =>
  said
    .map(({ verdict, name, text, table: shares, lines = [] }) =>
      [
        `- ${signs[verdict]} **${escaped(name)}** ${escaped(text)}`,
        ...lines.map((line) => `  - ${escaped(line)}`),
        ...(shares ? [`\n${table(shares)}\n`] : []),
      ].join('\n'),
    )
    .join('\n')

const list = (sentences: readonly string[]) => sentences.map((sentence) => `- ${escaped(sentence)}`).join('\n')

function table({ head, rows }: TextTable): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`
  const rule = `|${head.map((_, column) => (column === 0 ? '---' : '---:')).join('|')}|`
  return [line(head), rule, ...rows.map(({ cells }) => line(cells))].join('\n')
}

/** Every sign that could begin something in Markdown or HTML, made an ordinary one; the brackets of an interval begin nothing. */
const escaped = (text: string) => text.replace(/[\\`*_{}<>|#~&]|\[(?![+\-\d])|\](?=[([:])/g, '\\$&')
