/**
 * From a plan and the evidence to one verdict, by rules that were fixed before the data came. Makes no test of its own:
 * the intervals must be those of the plan's look rule.
 */
import { type Comparison, excludesZero } from './answer.js'
import { checkAbove, checkAlpha, checkCount } from './check.js'
import type { CheckEvidence, CheckLimits, Decision, DecisionPlan, Evidence, NumberWriter, Verdict } from './decision.js'

/**
 * The verdict on a comparison. The first rule that fits decides:
 *
 * 1. A failed check is `broken`. Nothing else counts.
 * 2. A fixed plan below its planned units, counting those with a complete window, is `keep-running`, whatever it shows;
 *    so is a look at which the comparison says that its plan does not decide.
 * 3. An inferior guardrail is `keep-control`, and so is a primary metric that got worse.
 * 4. A primary metric that got better is `ship` if all guardrails are non-inferior; else the plan's `undecided` says.
 * 5. Anything else is `keep-running`; at the planned units `keep-control`, but for an always-valid plan: its intervals
 *    hold on beyond, so it may run on.
 *
 * @param numbers how the reasons write numbers; default three digits of an effect as it was computed, and counts without
 *   separators
 * @throws RangeError if the plan or the evidence is impossible, a guardrail of the plan is missing in the evidence, or
 *   the primary metric was compared with another look than the plan's
 * @see Kohavi, Tang & Xu (2020), Trustworthy Online Controlled Experiments, ch. 7 and 21
 * @example decide(plan, { primary: compareProportions(control, trial), guardrails: {}, checks: {}, units: 2000 }).verdict
 */
export function decide(plan: DecisionPlan, evidence: Evidence, numbers: NumberWriter = plainNumbers): Decision {
  const complete = checkedUnits(plan, evidence)
  checkLook(plan, evidence.primary)
  const checks = judgeChecks(plan.limits ?? {}, evidence.checks)
  const guardrails = judgeGuardrails(plan, evidence, numbers)
  if (checks.failed.length) return { verdict: 'broken', reasons: [...checks.failed, ...checks.missing] }

  const ended = complete >= plan.plannedUnits
  const notes = [...guardrails.notes, ...checks.missing]
  const say = (verdict: Verdict, reason: string): Decision => ({ verdict, reasons: [reason, ...notes] })
  const progress = `${numbers.count(complete)} of ${numbers.count(plan.plannedUnits)} planned units are complete`
  if (plan.look === 'fixed' && !ended) {
    const open = evidence.units >= plan.plannedUnits ? '; the windows of the others are still open' : ''
    return say('keep-running', `The plan looks once, at its end: ${progress}${open}.`)
  }

  if (evidence.primary.look?.decides === false) {
    return say('keep-running', `The plan allows no decision at this look: ${progress}.`)
  }

  const { metric, good } = plan.primary
  const { outcome, why } = judgePrimary(evidence.primary, good, numbers)
  const [inferior] = guardrails.inferior
  if (inferior) return say('keep-control', `The guardrail "${inferior}" is worse by more than its margin.`)
  if (outcome === 'worse') return say('keep-control', `"${metric}" got worse: ${why}.`)
  if (outcome === 'better') {
    const better = `"${metric}" got better: ${why}`
    if (!guardrails.undecided.length) return say('ship', `${better}, and no guardrail stands against it.`)
    const open = `${better}, but it is open whether ${list(guardrails.undecided)} stays within its margin`
    if (plan.undecided === 'ship') return say('ship', `${open}; the plan ships all the same.`)
    if (plan.undecided === 'keep-control' && ended) return say('keep-control', `${open}; the plan then keeps control.`)
    return say('keep-running', `${open}; the plan waits for more units.`)
  }
  const unclear = `"${metric}" is not decided: ${why}`
  if (!ended) return say('keep-running', `${unclear}; ${progress}.`)
  if (plan.look !== 'always-valid') return say('keep-control', `${unclear}, and the plan is at its end: ${progress}.`)
  return say('keep-running', `${unclear}. The planned units are reached; always-valid intervals hold on beyond them.`)
}

/** Units with a complete window. */
function checkedUnits(plan: DecisionPlan, { units, completeUnits = units }: Evidence): number {
  checkAlpha(plan.alpha)
  checkCount('plannedUnits', plan.plannedUnits)
  checkAbove('plannedUnits', plan.plannedUnits)
  for (const { metric, margin } of plan.guardrails) {
    checkAbove(`margin of "${metric}"`, 'relative' in margin ? margin.relative : margin.absolute)
  }
  checkCount('units', units)
  checkCount('completeUnits', completeUnits)
  if (completeUnits > units) throw new RangeError(`Only ${units} units came, so ${completeUnits} cannot be complete.`)
  return completeUnits
}

/** An interval that was made for one look must not pass for one that allows for many, nor the other way round. */
function checkLook(plan: DecisionPlan, { difference, lift, look }: Comparison): void {
  if (difference.status === 'undefined' && lift.status === 'undefined') return
  const made = look?.name ?? 'fixed horizon'
  if (made.startsWith(plan.look.replace('-', ' '))) return
  throw new RangeError(`The plan's look is "${plan.look}"; the primary metric was compared with "${made}".`)
}

/**
 * The checks by themselves, for data without a plan.
 *
 * @returns sentences on those that failed, and on those that were not made
 * @throws RangeError if a value is not from 0 to 1
 */
export function judgeChecks(
  limits: CheckLimits,
  checks: CheckEvidence,
): { readonly failed: readonly string[]; readonly missing: readonly string[] } {
  const failed: string[] = []
  const missing: string[] = []
  const judge = (name: string, value: number | undefined, fails: (value: number) => boolean, sentence: string) => {
    if (value === undefined) return void missing.push(`The ${name} was not checked.`)
    if (!(value >= 0 && value <= 1)) throw new RangeError(`${name} must be from 0 to 1, got ${value}.`)
    if (fails(value)) failed.push(sentence)
  }
  const { sampleRatio: ratio = 0.001, loss = 0.001, crossover = 0.01 } = limits
  judge('sample ratio', checks.sampleRatio, (p) => p < ratio, `Units are not split as planned (p below ${ratio}).`)
  judge(
    'loss of events',
    checks.loss,
    (p) => p < loss,
    `The variants lose different shares of events (p below ${loss}).`,
  )
  judge(
    'crossover',
    checks.crossover,
    (share) => share > crossover,
    `More than ${percent(crossover)} of the units were seen in more than one variant.`,
  )
  return { failed, missing }
}

function judgeGuardrails({ guardrails }: DecisionPlan, evidence: Evidence, numbers: NumberWriter) {
  const judged = guardrails.map(({ metric }) => {
    const found = Object.hasOwn(evidence.guardrails, metric) ? evidence.guardrails[metric] : undefined
    if (!found) throw new RangeError(`The plan has a guardrail "${metric}"; the evidence must say how it stands.`)
    return { metric, ...found }
  })
  const named = (verdict: string) => judged.filter((one) => one.verdict === verdict).map(({ metric }) => metric)
  const notes = judged.flatMap(({ metric, verdict, power }) =>
    verdict === 'undecided' && power !== undefined
      ? [`The guardrail "${metric}" had a chance of ${numbers.chance(power)} to be shown harmless with these units.`]
      : [],
  )
  return { inferior: named('inferior'), undecided: named('undecided'), notes }
}

/** By the interval of the difference, or that of the lift where the difference is undefined. */
function judgePrimary({ difference, lift }: Comparison, good: 'up' | 'down', numbers: NumberWriter) {
  const of = difference.status === 'undefined' ? 'lift' : 'difference'
  const interval = of === 'lift' ? lift : difference
  if (interval.status === 'undefined') return { outcome: 'undecided', why: sentencePart(interval.reason) } as const
  const why = `its ${of} lies ${placeOf(interval, (end) => numbers.effect(end, of))}`
  // A set that leaves out zero but has both signs says that there is a difference, not which.
  const oneSided = interval.status === 'ok' || interval.shape === 'above' || interval.shape === 'below'
  if (!oneSided || !excludesZero(interval)) return { outcome: 'undecided', why } as const
  const up = (interval.low ?? -Infinity) > 0
  return { outcome: up === (good === 'up') ? 'better' : 'worse', why } as const
}

function placeOf({ low, high }: { readonly low?: number; readonly high?: number }, write: (end: number) => string) {
  if (low !== undefined && high !== undefined) {
    return low <= high ? `between ${write(low)} and ${write(high)}` : `below ${write(high)} or above ${write(low)}`
  }
  return low !== undefined ? `above ${write(low)}` : high !== undefined ? `below ${write(high)}` : 'anywhere'
}

const sentencePart = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, '')
const percent = (share: number) => `${Number((share * 100).toPrecision(2))} %`
const plainNumbers: NumberWriter = {
  effect: (end) => String(Number(end.toPrecision(3))),
  count: String,
  chance: percent,
}
const list = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ')
