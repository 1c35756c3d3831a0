/**
 * From the comparisons of an experiment to one decision: what its plan says to do now. The rules are those of the
 * statistics; here they get their evidence, and one word is found for several treatments.
 */
import {
  type CheckEvidence,
  type CompareOptions,
  type Decision,
  type DecisionEvidence,
  decide,
  type GuardrailPlan,
  judgeChecks,
  type Verdict,
} from '@heddle/stats'
import type { Checks, ComparisonReport, DecisionReport, MetricReport, PlanReport } from '../lift-report.js'
import type { MeasuredMetric } from '../measurement.js'
import { methodOf } from '../metrics/metric.js'
import { defaultsAgainst } from './harm.js'
import { numberWriter } from './number-writer.js'

/** One experiment, compared. */
export interface Decidable {
  readonly checks: Checks
  readonly plan?: PlanReport
  readonly control: string
  /** Without the control. */
  readonly treatments: readonly string[]
  /** By variant. */
  readonly counts: ReadonlyMap<string, number>
  readonly metrics: readonly MeasuredMetric[]
  readonly reports: { readonly [metric: string]: MetricReport }
  readonly optionsFor: (variant: string, alpha: number) => CompareOptions
}

/** Never thrown: what a decision lacks is said in a sentence. */
export function decisionOf(experiment: Decidable): DecisionReport {
  const { checks, counts, treatments, plan } = experiment
  const units = sumOf(counts.values())
  const evidence = evidenceOf(checks, units)
  const { failed, missing } = judgeChecks({}, evidence)
  if (failed.length > 0) return broken([...failed, ...missing], units)
  const lack = lackOf(experiment)
  if (lack !== undefined) return { status: 'undefined', reason: lack }
  const there = treatments.filter((variant) => (counts.get(variant) ?? 0) > 0)
  const open = sumOf(primaryOf(experiment)?.open?.values() ?? [])
  const known = { units, completeUnits: Math.max(units - open, 0) }
  const compared = there.length > 0 ? there : treatments
  const judged = compared.map((variant) => ({
    variant,
    ...decideOne(experiment, variant, (plan?.alpha ?? 0) / compared.length, { checks: evidence, ...known }),
  }))
  const { verdict, variant, reasons } = together(judged, experiment)
  const others = defaultsAgainst(experiment.reports, variant === undefined ? compared : [variant])
  const shared =
    judged.length > 1 ? [`Each of ${judged.length} treatments is judged at its share of alpha (Bonferroni).`] : []
  return {
    status: 'ok',
    verdict,
    ...(verdict === 'ship' && variant !== undefined ? { variant } : {}),
    sentence: sentenceOf(verdict, verdict === 'ship' ? variant : experiment.control, reasons[0]),
    reasons: [...reasons, ...others, ...shared],
    ...known,
    variants: Object.fromEntries(judged.map((one) => [one.variant, { verdict: one.verdict, reasons: one.reasons }])),
  }
}

function broken(reasons: readonly string[], units: number): DecisionReport {
  const sentence = sentenceOf('broken', undefined, reasons[0])
  return { status: 'ok', verdict: 'broken', sentence, reasons, units, completeUnits: units, variants: {} }
}

/** What the checks found, as far as they could be made. */
function evidenceOf({ sampleRatio, loss, crossover }: Checks, units: number): CheckEvidence {
  const met = units + (crossover?.units ?? 0)
  return {
    ...(sampleRatio.status === 'ok' ? { sampleRatio: sampleRatio.pValue } : {}),
    ...(loss?.status === 'ok' ? { loss: loss.pValue } : {}),
    ...(crossover && met > 0 ? { crossover: crossover.units / met } : {}),
  }
}

/** What is missing for a decision, if anything is. */
function lackOf({ plan, treatments, reports }: Decidable): string | undefined {
  if (treatments.length === 0) return 'There is only one variant, so there is nothing to decide between.'
  if (plan?.primary === undefined) return 'Nothing says which metric decides: name it in a plan before the start.'
  const names = Object.keys(reports).join(', ') || 'none'
  if (!Object.hasOwn(reports, plan.primary)) {
    return `The metric "${plan.primary}" should decide, and it was not measured. The metrics are: ${names}.`
  }
  const missing = plan.guardrails.find((name) => !Object.hasOwn(reports, name))
  if (missing !== undefined) {
    return `The guardrail "${missing}" of the plan was not measured. The metrics are: ${names}.`
  }
  if (plan.units === undefined) return 'Nothing says how many units were planned, so nobody knows when it is time.'
  return undefined
}

const primaryOf = ({ metrics, plan }: Decidable) => metrics.find(({ name }) => name === plan?.primary)

function decideOne(
  experiment: Decidable,
  variant: string,
  alpha: number,
  known: Pick<DecisionEvidence, 'checks' | 'units' | 'completeUnits'>,
): Decision {
  const { plan, control, reports, optionsFor } = experiment
  const measured = primaryOf(experiment)
  const report = measured && reports[measured.name]
  if (!measured || !report || plan?.units === undefined) return { verdict: 'keep-running', reasons: [] } // As lackOf has found out.
  const { none, compare } = methodOf(measured.metric)
  const gathered = (name: string) => measured.sums.get(name) ?? none
  const guardrails = plan.guardrails.flatMap((metric) => {
    const found = guardrailIn(reports[metric], variant)
    return found ? [{ metric, found }] : []
  })
  return decide(
    {
      primary: { metric: measured.name, good: report.direction ?? 'up' },
      guardrails: guardrails.map(({ metric, found: { good, margin } }): GuardrailPlan => ({ metric, good, margin })),
      undecided: plan.undecided,
      alpha,
      look: plan.look ?? 'always-valid',
      plannedUnits: Math.ceil(plan.units),
    },
    {
      ...known,
      primary: compare(gathered(control), gathered(variant), optionsFor(variant, alpha)),
      guardrails: Object.fromEntries(
        guardrails.map(({ metric, found }) => [
          metric,
          found.status === 'ok' ? found : { verdict: 'undecided' as const },
        ]),
      ),
    },
    numberWriter(report),
  )
}

const guardrailIn = (report: MetricReport | undefined, variant: string): ComparisonReport['guardrail'] =>
  report?.comparisons.find((comparison) => comparison.variant === variant)?.guardrail

interface Judged extends Decision {
  readonly variant: string
}

/** The best of those to ship; else on while one is open; else the control. */
function together(
  judged: readonly Judged[],
  { reports, plan, control }: Decidable,
): Pick<Judged, 'verdict' | 'reasons'> & { readonly variant?: string } {
  const [only] = judged
  if (only && judged.length === 1) return only
  const report = reports[plan?.primary ?? '']
  const size = (variant: string) => {
    const difference = report?.comparisons.find((comparison) => comparison.variant === variant)?.difference
    const estimate = difference === undefined || difference.status === 'undefined' ? 0 : (difference.estimate ?? 0)
    return report?.direction === 'down' ? -estimate : estimate
  }
  const those = (verdict: Verdict) => judged.filter((one) => one.verdict === verdict)
  const [best, ...behind] = those('ship').sort((a, b) => size(b.variant) - size(a.variant))
  const notes = (some: readonly Judged[]) =>
    some.flatMap(({ variant, reasons }) => (reasons[0] === undefined ? [] : [`${variant}: ${reasons[0]}`]))
  if (best) {
    const others = judged.filter((one) => one !== best && !behind.includes(one))
    const also = behind.map(({ variant }) => `"${variant}" could be shipped as well; its estimate is the smaller one.`)
    return { verdict: 'ship', variant: best.variant, reasons: [...best.reasons, ...also, ...notes(others)] }
  }
  const running = those('keep-running')
  if (running.length > 0) {
    const names = running.map(({ variant }) => `"${variant}"`).join(', ')
    return { verdict: 'keep-running', reasons: [`It is not decided about ${names}.`, ...notes(judged)] }
  }
  return { verdict: 'keep-control', reasons: [`No treatment is better than "${control}" and safe.`, ...notes(judged)] }
}

/** `Ship "bestFirst", for "best" got better: …` */
function sentenceOf(verdict: Verdict, variant: string | undefined, reason: string | undefined): string {
  const what = {
    ship: `Ship "${variant}"`,
    'keep-control': `Keep "${variant}"`,
    'keep-running': 'Keep running',
    broken: 'Do not read these numbers',
  }[verdict]
  return reason === undefined ? `${what}.` : `${what}, for ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`
}

const sumOf = (numbers: Iterable<number>) => [...numbers].reduce((sum, number) => sum + number, 0)
