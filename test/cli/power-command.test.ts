/** Sample sizes, power and days: as the statistics have them, from numbers, from a plan and from a log. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PowerReport } from '@heddle/analysis'
import { alwaysValidDesign, daysToRun, groupSequentialDesign, powerOf, sampleSize, smallestLift } from '@heddle/stats'
import { describe, expect, test } from 'vitest'
import { powerCommand } from '../../packages/cli/src/power/power-command.js'
import { simulateCommand } from '../../packages/cli/src/simulate/simulate-command.js'
import { temporaryFolder } from './heddle.js'
import { run } from './run.js'

type Words = { readonly [name: string]: string | readonly string[] }

async function report(sources: readonly string[], options: Words): Promise<PowerReport> {
  const { out, err } = await run(powerCommand, sources, { ...options, format: 'json' })
  if (out === '') throw new Error(err)
  return JSON.parse(out)
}

const answersOf = async (options: Words) => (await report([], options)).metrics[0]?.answers ?? []

describe('heddle power, from numbers', () => {
  test('says how many units a lift takes', async () => {
    const [answer] = await answersOf({ baseline: '10%', lift: ['10%'] })
    // The number of the documentation of sampleSize: 14,751 in each variant.
    expect(answer).toEqual({ status: 'ok', lift: 0.1, unitsPerVariant: 14_751, units: 29_502, days: null, power: null })
  })

  test('plans means, margins, several variants and looks as the statistics do', async () => {
    const mean = { baseline: '24', deviation: '60', lift: ['5%'] }
    const each = async (options: Words) => {
      const [answer] = await answersOf(options)
      return answer?.status === 'ok' && answer.unitsPerVariant
    }
    expect(await each(mean)).toBe(sampleSize({ baseline: 24, deviation: 60, lift: 0.05 }))
    expect(await each({ ...mean, variants: '3', power: '0.9' })).toBe(
      sampleSize({ baseline: 24, deviation: 60, lift: 0.05, treatments: 2, power: 0.9 }),
    )
    expect(await each({ ...mean, look: 'always-valid', alpha: '0.1' })).toBe(
      sampleSize({ baseline: 24, deviation: 60, lift: 0.05, design: alwaysValidDesign, alpha: 0.1 }),
    )
    expect(await each({ ...mean, look: 'group-sequential', looks: '3' })).toBe(
      sampleSize({ baseline: 24, deviation: 60, lift: 0.05, design: groupSequentialDesign({ looks: 3 }) }),
    )
    expect(await each({ baseline: '24', deviation: '60', margin: '2%', good: 'down' })).toBe(
      sampleSize({ baseline: 24, deviation: 60, lift: 0, margin: 0.02, direction: 'down' }),
    )
  })

  test('says what units find, and when they are there', async () => {
    const options = { baseline: '0.1', lift: ['5%'], units: '20,000', perDay: '1500', window: '7 d' }
    const { metrics } = await report([], options)
    const lift = smallestLift({ baseline: 0.1, units: 10_000 })
    expect(metrics[0]?.smallestLift).toEqual({ status: 'ok', lift })
    const units = sampleSize({ baseline: 0.1, lift: 0.05 })
    expect(metrics[0]?.answers).toEqual([
      {
        ...{ status: 'ok', lift: 0.05, unitsPerVariant: units, units: 2 * units },
        days: daysToRun({ units, unitsPerDay: 1500, windowDays: 7 }),
        power: powerOf({ baseline: 0.1, lift: 0.05, units: 10_000 }),
      },
    ])
    const { out } = await run(powerCommand, [], options)
    expect(out).toMatchInlineSnapshot(`
      "the metric (rate 10 %; more is good)
        lift  units a variant  units in all  days  chance with 20,000
      ───────────────────────────────────────────────────────────────
      +5.0 %           57,763       115,526    85                21 %
      20,000 units in all find a lift of +12 % with a chance of 80 %, and smaller ones with less.

      Chance 80 % at alpha 0.05, two-sided, with one look, when all units are there; 2 variants of equal size. 1,500 new
      units a day. Rates: score test; means and ratios: normal distribution.
      "
    `)
  })

  test('says of a lift that cannot be why it cannot', async () => {
    const [answer] = await answersOf({ baseline: '90%', lift: ['20%'] })
    expect(answer).toMatchObject({ status: 'undefined', lift: 0.2, reason: expect.stringContaining('got 1.08') })
  })

  test.each<[string, Words, string]>([
    ['no numbers at all', {}, 'Say --baseline, such as --baseline 10%, or name a log'],
    [
      'a rate above 1',
      { baseline: '24' },
      '--baseline is a rate between 0 and 1, such as 10%, got "24"; for a mean say',
    ],
    ['a deviation alone', { deviation: '2' }, '--deviation needs --baseline as well'],
    ['a lift of words', { baseline: '10%', lift: ['much'] }, '--lift is a share such as 5%'],
    ['one variant', { baseline: '10%', variants: '1' }, '--variants is a whole number from 2 on'],
    ['no margin', { baseline: '10%', margin: '0' }, '--margin is a share above 0'],
    ['a certain power', { baseline: '10%', power: '1' }, '--power is a chance between 0 and 1'],
    ['a window of weeks and days', { baseline: '10%', window: '1 w 2 d' }, '--window is a time such as "7 d"'],
    ['looks without their rule', { baseline: '10%', looks: '3' }, 'which only --look group-sequential asks for'],
  ])('answers %s with a sentence', async (_, options, sentence) => {
    const { code, out, err } = await run(powerCommand, [], options)
    expect({ code, out }).toEqual({ code: 64, out: '' })
    expect(err).toContain(sentence)
  })
})

describe('heddle power, from a log', () => {
  async function pilot() {
    const folder = await temporaryFolder()
    const log = join(folder, 'log')
    const effect = ['treatment/best=+50%']
    await run(simulateCommand, [], { goal: ['best=30%'], vital: ['LCP=2000'], visitors: '1400', effect, log })
    return { folder, log }
  }

  test('measures the control alone, and how many come in a day', async () => {
    const { log } = await pilot()
    const { metrics, unitsPerDay } = await report([log], {})
    const [best] = metrics
    expect(best).toMatchObject({ metric: 'best', direction: 'up', spread: { status: 'ok', kind: 'rate' } })
    // Control's rate is 0.3, the treatment's 0.45; four standard errors of 700 units.
    expect(best?.spread.status === 'ok' && Math.abs(best.spread.baseline - 0.3)).toBeLessThan(4 * Math.sqrt(0.21 / 700))
    expect(Math.abs((unitsPerDay ?? 0) - 100)).toBeLessThan(1)
  })

  test('goes by the plan: its metrics, its margins, its look, its units', async () => {
    const { folder, log } = await pilot()
    const experiments = join(folder, 'experiments.json')
    const plan = { primary: 'entered', guardrails: { lcp: { margin: 0.02 } }, units: 4000, alpha: 0.1, look: 'fixed' }
    const metrics = {
      other: { kind: 'mean', goal: 'best' },
      lcp: { kind: 'quantile', vital: 'LCP', p: 0.75 },
      entered: { kind: 'proportion', goal: 'best' },
    }
    const variants = { control: 0, treatment: 1, third: 2 }
    await writeFile(experiments, JSON.stringify({ experiments: [{ key: 'simulated', variants, plan }], metrics }))
    const found = await report([log], { experiments })
    expect(found).toMatchObject({ alpha: 0.1, units: 4000, look: 'fixed', variants: 3 })
    expect(found.metrics).toMatchObject([
      { metric: 'entered', direction: 'up' },
      { metric: 'lcp', direction: 'down', margin: 0.02, spread: { status: 'ok', kind: 'mean' } },
    ])
    expect((await report([log], { experiments, alpha: '0.01' })).alpha).toBe(0.01)
  })
})
