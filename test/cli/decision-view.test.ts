/** What an experiment says to do, on the screen. */
import type { DecisionReport, PlanReport } from '@heddle/analysis'
import { describe, expect, test } from 'vitest'
import { decisionLines } from '../../packages/cli/src/view/decision-view.js'
import { liftView } from '../../packages/cli/src/view/lift-view.js'
import { comparison, experiment, ok, proportionOf, reportOf, screenOf } from './reports.js'

const plan: PlanReport = { primary: 'entered', guardrails: ['load'], alpha: 0.1, units: 4000, undecided: 'wait' }

const decided = (
  verdict: Extract<DecisionReport, { status: 'ok' }>['verdict'],
  ...reasons: string[]
): DecisionReport => ({
  ...{ status: 'ok', verdict, sentence: `${verdict}, for ${reasons[0]}`, reasons },
  ...{ units: 10, completeUnits: 10, variants: {} },
})

const lines = (decision: DecisionReport | undefined, by: PlanReport | undefined = plan) =>
  decisionLines(decision, by, screenOf(100))

describe('a decision', () => {
  test('is one line, what is worth knowing stands below it, and what the checks say is not said again', () => {
    expect(lines(decided('ship', 'it is better.', 'LCP is worse.', 'The crossover was not checked.'))).toEqual([
      '✓ decision        ship, for it is better.',
      '! besides         LCP is worse.',
    ])
  })

  test.each([
    ['ship', '✓'],
    ['keep-control', '✓'],
    ['keep-running', '!'],
    ['broken', '✗'],
  ] as const)('to %s has the sign %s', (verdict, sign) => {
    expect(lines(decided(verdict, 'so.'))[0]?.[0]).toBe(sign)
  })

  test('that cannot be made says why, where somebody planned one, and is not spoken of where nobody did', () => {
    const none: DecisionReport = { status: 'undefined', reason: 'The guardrail "x" of the plan was not measured.' }
    expect(lines(none)).toEqual(['! decision        none. The guardrail "x" of the plan was not measured.'])
    expect(decisionLines(none, undefined, screenOf(100))).toEqual([])
    expect(lines(undefined)).toEqual([])
  })
})

describe('an experiment', () => {
  const textOf = (decision: DecisionReport) =>
    liftView(
      reportOf([
        experiment('tabs', {
          ...{ plan: { ...plan, hypothesis: 'More come.', start: '2026-03-01', end: '2026-03-14' }, decision },
          look: { name: 'always valid', plannedUnits: 4000, units: 2000, decides: true },
          metrics: {
            speed: {
              ...proportionOf(comparison('bestFirst')),
              kind: 'quantile',
              p: 0.75,
              direction: 'down',
              added: true,
            },
            load: proportionOf(
              comparison('bestFirst', {
                guardrail: {
                  ...{ status: 'ok', good: 'down', margin: { relative: 0.05 }, chosenBy: 'plan', verdict: 'inferior' },
                  ...{ slack: ok(-1, -2, -0.5), pValue: 1, power: 0.9, method: 't', warnings: [] },
                },
              }),
            ),
            other: proportionOf(comparison('bestFirst')),
            entered: proportionOf(comparison('bestFirst')),
          },
        }),
      ]),
      screenOf(100),
    )

  const placesIn = (text: string, ...parts: readonly string[]) => parts.map((part) => text.indexOf(part))

  test('is read in its order: checks, decision, plan, the metric that decides, others, guardrails, what was added', () => {
    const parts = ['More come.', 'sample ratio', 'decision', 'plan ', 'entered (', 'other (', 'load (', 'speed (']
    const places = placesIn(textOf(decided('ship', 'so.')), ...parts)
    expect(places).not.toContain(-1)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  test('says first that it is broken', () => {
    const [decision = 0, ratio = 0] = placesIn(textOf(decided('broken', 'so.')), 'decision', 'sample ratio')
    expect(decision).toBeGreaterThan(0)
    expect(decision).toBeLessThan(ratio)
  })

  test('says what its plan is, and has its level', () => {
    const text = textOf(decided('ship', 'so.'))
    expect(text.replaceAll(/\s+/g, ' ')).toContain(
      '2,000 of 4,000 planned units (50.0 %); always valid; entered decides, load is guarded; from 2026-03-01 to 2026-03-14',
    )
    expect(text).toContain('90 % interval')
    expect(text).toContain('speed (quantile 0.75, less is good, added since the log has it)')
  })
})
