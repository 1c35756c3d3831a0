/**
 * The terms on which one experiment is judged: its plan, with what the caller says in place of it, and what is usual for the
 * rest.
 */
import { decodePlan, type ExperimentFile, type Plan } from '@heddle/events'
import type { GuardrailPlan, LookRule } from '@heddle/stats'
import type { PlanReport } from '../lift-report.js'
import type { MeasuredMetric } from '../measurement.js'
import { type Direction, directionOf } from '../metrics/direction.js'
import { guardedVitals } from '../metrics/vitals.js'
import { type ChosenGuardrail, type Guardrail, usualMargins } from './guardrail.js'
import type { PlannedLook } from './look.js'

/** What a caller may say about how experiments are judged; each thing comes before that of the plan. */
export interface Said {
  readonly primary?: string
  readonly alpha?: number
  readonly look?: PlannedLook
  readonly guardrails?: readonly Guardrail[]
  readonly good?: { readonly [metric: string]: Direction }
}

export interface Terms {
  readonly alpha: number
  readonly look?: PlannedLook
  /** Of the metrics that were measured. */
  readonly guardrails: readonly ChosenGuardrail[]
  /** Only where there is a plan, or the caller says what decides. */
  readonly plan?: PlanReport
}

export const usualAlpha = 0.05

/**
 * @param added names of vitals that were measured without being asked for
 * @throws TypeError that names the experiment, if its plan is none
 */
export function termsOf(
  definition: ExperimentFile['experiments'][number] | undefined,
  said: Said,
  metrics: readonly MeasuredMetric[],
  added: readonly string[],
): Terms {
  const plan = definition?.plan === undefined ? undefined : decodePlan(definition.key, definition.plan)
  const alpha = said.alpha ?? plan?.alpha ?? usualAlpha
  const look = said.look ?? (plan && lookOf(plan))
  const guardrails = guardrailsOf(plan, said, metrics, added)
  const primary = said.primary ?? plan?.primary
  return {
    alpha,
    ...(look ? { look } : {}),
    guardrails,
    ...(plan || primary !== undefined
      ? { plan: planReport(plan, primary, alpha, look, namesOf(plan, said.guardrails)) }
      : {}),
  }
}

function lookOf({ units, look, looks }: Plan): PlannedLook {
  return { plannedUnits: units, ...(look ? { rule: look } : {}), ...(looks === undefined ? {} : { looks }) }
}

/** What a plan counts by unless it says otherwise. */
export const usualRule: LookRule = 'always-valid'

function planReport(
  plan: Plan | undefined,
  primary: string | undefined,
  alpha: number,
  look: PlannedLook | undefined,
  guardrails: readonly string[],
): PlanReport {
  const { hypothesis, undecided = 'wait', start, end } = plan ?? {}
  return {
    ...(hypothesis === undefined ? {} : { hypothesis }),
    ...(primary === undefined ? {} : { primary }),
    guardrails,
    alpha,
    ...(look ? { units: look.plannedUnits, look: look.rule ?? usualRule } : {}),
    undecided,
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
  }
}

function namesOf(plan: Plan | undefined, said: readonly Guardrail[] = []): readonly string[] {
  return [...new Set([...Object.keys(plan?.guardrails ?? {}), ...said.map(({ metric }) => metric)])]
}

/** Those of the caller, else those of the plan, else those that are usual for vitals. */
function guardrailsOf(
  plan: Plan | undefined,
  { guardrails = [], good = {} }: Said,
  metrics: readonly MeasuredMetric[],
  added: readonly string[],
): readonly ChosenGuardrail[] {
  return metrics.flatMap(({ name, metric }): ChosenGuardrail[] => {
    const direction = good[name] ?? directionOf(metric)
    const chosen = (chosenBy: ChosenGuardrail['chosenBy'], margin: GuardrailPlan['margin'], way = direction) => [
      { metric: name, margin, good: way, chosenBy },
    ]
    const said = guardrails.find((guardrail) => guardrail.metric === name)
    if (said) return chosen('option', said.margin, said.good)
    const planned = plan?.guardrails?.[name]
    if (planned) return chosen('plan', 'margin' in planned ? { relative: planned.margin } : planned)
    const vital = guardedVitals.find((one) => one === name)
    return vital && added.includes(name) ? chosen('default', usualMargins[vital]) : []
  })
}
