import { type Comparison, compareProportions, type Interval } from '@heddle/stats'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide } from '../../packages/stats/src/decide.js'
import type { DecisionPlan, Evidence, Verdict } from '../../packages/stats/src/decision.js'

const interval = (low: number, high: number): Interval => ({ status: 'ok', estimate: (low + high) / 2, low, high })
const looks = {
  fixed: { name: 'fixed horizon', decides: true },
  'always-valid': { name: 'always valid', decides: true },
  'group-sequential': { name: 'group sequential', decides: true },
}
const outcomes = {
  better: interval(0.01, 0.03),
  worse: interval(-0.03, -0.01),
  undecided: interval(-0.01, 0.03),
  undefined: { status: 'undefined', reason: 'The control has no units.' },
} as const satisfies Record<string, Interval>
const outcomeOf = (name: keyof typeof outcomes, look: DecisionPlan['look']): Comparison => ({
  difference: outcomes[name],
  lift: outcomes[name],
  look: looks[look],
  method: 'given',
  warnings: [],
})

const sound = { sampleRatio: 0.4, loss: 0.4, crossover: 0 }
const basePlan: DecisionPlan = {
  primary: { metric: 'entered', good: 'up' },
  guardrails: [],
  undecided: 'wait',
  alpha: 0.05,
  look: 'fixed',
  plannedUnits: 1000,
}
const planOf = (part: Partial<DecisionPlan>): DecisionPlan => ({ ...basePlan, ...part })
const guardrail = { metric: 'LCP', good: 'down', margin: { relative: 0.02 } } as const

/** The rules said a second time, as a table from the first line that fits. */
type Case = {
  checks: 'sound' | 'broken'
  look: DecisionPlan['look']
  ended: boolean
  guard: 'none' | 'non-inferior' | 'inferior' | 'undecided'
  primary: keyof typeof outcomes
  undecided: DecisionPlan['undecided']
}
const rules: readonly (readonly [Verdict, (one: Case) => boolean])[] = [
  ['broken', ({ checks }) => checks === 'broken'],
  ['keep-running', ({ look, ended }) => look === 'fixed' && !ended],
  ['keep-control', ({ guard }) => guard === 'inferior'],
  ['keep-control', ({ primary }) => primary === 'worse'],
  ['ship', ({ primary, guard }) => primary === 'better' && guard !== 'undecided'],
  ['ship', ({ primary, undecided }) => primary === 'better' && undecided === 'ship'],
  ['keep-control', ({ primary, undecided, ended }) => primary === 'better' && undecided === 'keep-control' && ended],
  ['keep-running', ({ primary }) => primary === 'better'],
  ['keep-control', ({ ended, look }) => ended && look !== 'always-valid'],
  ['keep-running', () => true],
]

const cases: Case[] = []
for (const checks of ['sound', 'broken'] as const)
  for (const look of ['fixed', 'always-valid', 'group-sequential'] as const)
    for (const ended of [false, true])
      for (const guard of ['none', 'non-inferior', 'inferior', 'undecided'] as const)
        for (const primary of ['better', 'worse', 'undecided', 'undefined'] as const)
          for (const undecided of ['wait', 'ship', 'keep-control'] as const)
            cases.push({ checks, look, ended, guard, primary, undecided })

test.each(cases)(
  '$checks checks, $look, ended $ended, guardrail $guard, primary $primary, then $undecided has the verdict of the rules',
  (one) => {
    const plan = planOf({
      look: one.look,
      undecided: one.undecided,
      guardrails: one.guard === 'none' ? [] : [guardrail],
    })
    const decision = decide(plan, {
      primary: outcomeOf(one.primary, one.look),
      guardrails: one.guard === 'none' ? {} : { LCP: { verdict: one.guard, power: 0.3 } },
      checks: one.checks === 'sound' ? sound : { ...sound, sampleRatio: 1e-9 },
      units: one.ended ? 1000 : 999,
    })
    expect(decision.verdict).toBe(rules.find(([, fits]) => fits(one))?.[0])
    for (const reason of decision.reasons) expect(reason).toMatch(/^["A-Z].*\.$/)
  },
)

const evidenceOf = (part: Partial<Evidence>): Evidence => ({
  primary: outcomeOf('better', 'fixed'),
  guardrails: {},
  checks: sound,
  units: 1000,
  ...part,
})

test('a real comparison is shipped', () => {
  const primary = compareProportions({ n: 1000, successes: 100 }, { n: 1000, successes: 150 })
  expect(decide(planOf({ plannedUnits: 2000 }), evidenceOf({ primary, units: 2000 })).verdict).toBe('ship')
})

test('a reason has the numbers', () => {
  expect(decide(basePlan, evidenceOf({})).reasons).toEqual([
    '"entered" got better: its difference lies between 0.01 and 0.03, and no guardrail stands against it.',
  ])
})

test('what is good turns round with the direction', () => {
  const down = planOf({ primary: { metric: 'errors', good: 'down' } })
  expect(decide(down, evidenceOf({ primary: outcomeOf('better', 'fixed') })).verdict).toBe('keep-control')
  expect(decide(down, evidenceOf({ primary: outcomeOf('worse', 'fixed') })).verdict).toBe('ship')
})

test.each([
  [{ sampleRatio: 0.0009 }, 'Units are not split as planned (p below 0.001).'],
  [{ loss: 0.0009 }, 'The variants lose different shares of events (p below 0.001).'],
  [{ crossover: 0.011 }, 'More than 1 % of the units were seen in more than one variant.'],
])('the failed check %j is named', (failed, sentence) => {
  expect(decide(basePlan, evidenceOf({ checks: { ...sound, ...failed } }))).toEqual({
    verdict: 'broken',
    reasons: [sentence],
  })
})

test('a check at its limit is sound, and the plan may set another', () => {
  const checks = { sampleRatio: 0.001, loss: 0.001, crossover: 0.01 }
  expect(decide(basePlan, evidenceOf({ checks })).verdict).toBe('ship')
  expect(decide(planOf({ limits: { sampleRatio: 0.01 } }), evidenceOf({ checks })).verdict).toBe('broken')
})

test('a check that was not made is said', () => {
  const { verdict, reasons } = decide(basePlan, evidenceOf({ checks: {} }))
  expect(verdict).toBe('ship')
  expect(reasons.slice(1)).toEqual([
    'The sample ratio was not checked.',
    'The loss of events was not checked.',
    'The crossover was not checked.',
  ])
})

test('units with an open window do not count towards the planned ones', () => {
  expect(decide(basePlan, evidenceOf({ units: 1200, completeUnits: 900 }))).toEqual({
    verdict: 'keep-running',
    reasons: [
      'The plan looks once, at its end: 900 of 1000 planned units are complete; the windows of the others are still open.',
    ],
  })
})

test('a look at which the comparison does not decide decides nothing', () => {
  const primary = { ...outcomeOf('worse', 'group-sequential'), look: { name: 'group sequential', decides: false } }
  expect(decide(planOf({ look: 'group-sequential' }), evidenceOf({ primary, units: 500 })).verdict).toBe('keep-running')
})

test('an always-valid plan refuses the interval of a single look, also at its end', () => {
  const plan = planOf({ look: 'always-valid' })
  const { look: _, ...primary } = outcomeOf('better', 'fixed')
  for (const units of [10, 1000, 5000]) {
    expect(() => decide(plan, evidenceOf({ primary, units }))).toThrow(
      'The plan\'s look is "always-valid"; the primary metric was compared with "fixed horizon".',
    )
  }
  expect(() => decide(basePlan, evidenceOf({ primary: outcomeOf('better', 'always-valid') }))).toThrow(RangeError)
})

test('a lift decides where the difference is undefined, and a set on both sides of zero does not', () => {
  const undefinedInterval: Interval = { status: 'undefined', reason: 'None.' }
  const above: Interval = { status: 'unbounded', shape: 'above', low: 0.1, reason: 'None.' }
  const outside: Interval = { status: 'unbounded', shape: 'outside', low: 0.1, high: -3, reason: 'None.' }
  const everything: Interval = { status: 'unbounded', shape: 'everything', reason: 'None.' }
  const verdict = (lift: Interval) =>
    decide(basePlan, evidenceOf({ primary: { difference: undefinedInterval, lift, method: '', warnings: [] } }))
  expect(verdict(above).reasons[0]).toContain('its lift lies above 0.1')
  expect(verdict(above).verdict).toBe('ship')
  expect(verdict(outside).reasons[0]).toContain('below -3 or above 0.1')
  expect(verdict(outside).verdict).toBe('keep-control')
  expect(verdict(everything).reasons[0]).toContain('lies anywhere')
})

test('every undecided guardrail is named, with its power', () => {
  const guardrails = [guardrail, { metric: 'errors', good: 'down', margin: { absolute: 0.001 } }] as const
  const evidence = { LCP: { verdict: 'undecided', power: 0.31 }, errors: { verdict: 'undecided' } } as const
  const { reasons } = decide(planOf({ guardrails }), evidenceOf({ guardrails: evidence }))
  expect(reasons[0]).toContain(
    'it is open whether "LCP", "errors" stays within its margin; the plan waits for more units.',
  )
  expect(reasons.slice(1)).toEqual(['The guardrail "LCP" had a chance of 31 % to be shown harmless with these units.'])
})

test('no evidence makes a fixed plan decide early, and none makes broken data anything but broken', () => {
  const bounds = fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
  fc.assert(
    fc.property(bounds, fc.nat(2000), fc.double({ min: 0, max: 1, noNaN: true }), ([low, width], units, p) => {
      const primary = { ...outcomeOf('better', 'fixed'), difference: interval(low, low + width) }
      const { verdict, reasons } = decide(
        basePlan,
        evidenceOf({ primary, units, checks: { ...sound, sampleRatio: p } }),
      )
      expect(verdict === 'broken').toBe(p < 0.001)
      if (p >= 0.001 && units < 1000) expect(verdict).toBe('keep-running')
      expect(reasons.length).toBeGreaterThan(0)
    }),
  )
})

test.each([
  ['alpha', { alpha: 1 }, {}, 'alpha must be between 0 and 1'],
  ['planned units', { plannedUnits: 0 }, {}, 'plannedUnits must be a positive number, got 0.'],
  [
    'a margin',
    { guardrails: [{ ...guardrail, margin: { relative: 0 } }] },
    {},
    'margin of "LCP" must be a positive number, got 0.',
  ],
  [
    'a missing guardrail',
    { guardrails: [guardrail] },
    {},
    'The plan has a guardrail "LCP"; the evidence must say how it stands.',
  ],
  ['units', {}, { units: 1.5 }, 'units must be a whole number from 0 on, got 1.5.'],
  ['complete units', {}, { completeUnits: 1001 }, 'Only 1000 units came, so 1001 cannot be complete.'],
  ['a check', {}, { checks: { loss: 2 } }, 'loss of events must be from 0 to 1, got 2.'],
] as [string, Partial<DecisionPlan>, Partial<Evidence>, string][])(
  '%s that cannot be is refused',
  (_, plan, evidence, message) => {
    expect(() => decide(planOf(plan), evidenceOf(evidence))).toThrow(message)
  },
)
