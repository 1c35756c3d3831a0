import { quantileOf, surveyOf } from '@heddle/analysis/view'
import { describe, expect, test } from 'vitest'
import { onlyExperiments } from '../../packages/cli/src/only-experiments.js'
import { liftView } from '../../packages/cli/src/view/lift-view.js'
import { comparison, experiment, ok, proportionOf, reportOf, sampleRatio, screenOf } from './reports.js'

/** An experiment whose lift is `percent`, with this p-value and this p-value of its sample ratio. */
function trial(key: string, percent: number, p: number, ratioP = 0.5) {
  const lift = percent / 100
  const row = comparison('bestFirst', {
    ...{ difference: ok(lift / 4, (lift - 0.05) / 4, (lift + 0.05) / 4), lift: ok(lift, lift - 0.2, lift + 0.2) },
    ...{ pValue: p, logPValue: Math.log(p), adjustedPValue: p },
  })
  const observed = ratioP < 0.01 ? { control: 900, bestFirst: 1100 } : { control: 998, bestFirst: 1002 }
  return experiment(key, { metrics: { entered: proportionOf(row) } }, { sampleRatio: sampleRatio(observed, ratioP) })
}

const many = [
  ...Array.from({ length: 9 }, (_, index) => trial(`quiet-${index}`, index - 4, 0.5)),
  trial('up', 30, 1e-9),
  trial('down', -20, 0.001),
  trial('broken', 80, 1e-30, 1e-12),
  trial('doubtful', 10, 0.04, 0.004),
]

describe('many experiments', () => {
  test('are summed up, with those whose sample ratio fails apart from the ranking', () => {
    expect(liftView(reportOf(many), screenOf(100))).toMatchInlineSnapshot(`
      "13 experiments, 26 variants, 13 comparisons

      ✗ SAMPLE RATIO    2 of 13 experiments (15.4 %) fail at 0.01, where chance would give 0.1; 1 fail at
                        0.001, where chance would give 0.01. Their variants did not get the units they
                        should have; do not trust their lifts. They are counted and listed apart, but what
                        broke them may have touched the others too.
      ✓ control         in every experiment control (the variant of that name)

      entered (proportion)
      sample ratio   experiments  comparisons  significant up    down  undefined
      ──────────────────────────────────────────────────────────────────────────
      holds                   11           11          1 in 1  1 in 1          0
      fails at 0.01            2            2          2 in 2       0          0
      all                     13           13          3 in 3  1 in 1          0
      Significant: adjusted p ≤ 0.05, Holm within each experiment. With no effect anywhere, chance would
      still make up to 0.6 of the 11 experiments whose sample ratio holds show one.

      lift               1 %      5 %     25 %   median     75 %     95 %     99 %
      ────────────────────────────────────────────────────────────────────────────
      holds          -18.4 %  -12.0 %   -2.5 %    0.0 %   +2.5 %  +17.0 %  +27.4 %
      fails at 0.01  +10.7 %  +13.5 %  +27.5 %  +45.0 %  +62.5 %  +76.5 %  +79.3 %
      all            -18.1 %  -10.4 %   -2.0 %   +1.0 %   +4.0 %  +50.0 %  +74.0 %
      Quantiles of the estimated lifts; chance spreads them wider than the true ones.

      strongest evidence (where the sample ratio holds)
      experiment  variant    control   value     lift   95 % interval  adj. p
      ───────────────────────────────────────────────────────────────────────
      up          bestFirst   31.1 %  51.1 %  +30.0 %  [+10.0, +50.0]    1e-9
      down        bestFirst   31.1 %  51.1 %  -20.0 %    [-40.0, 0.0]  0.0010
      quiet-0     bestFirst   31.1 %  51.1 %   -4.0 %  [-24.0, +16.0]    0.50
      quiet-1     bestFirst   31.1 %  51.1 %   -3.0 %  [-23.0, +17.0]    0.50
      quiet-2     bestFirst   31.1 %  51.1 %   -2.0 %  [-22.0, +18.0]    0.50
      quiet-3     bestFirst   31.1 %  51.1 %   -1.0 %  [-21.0, +19.0]    0.50
      quiet-4     bestFirst   31.1 %  51.1 %    0.0 %  [-20.0, +20.0]    0.50
      quiet-5     bestFirst   31.1 %  51.1 %   +1.0 %  [-19.0, +21.0]    0.50
      quiet-6     bestFirst   31.1 %  51.1 %   +2.0 %  [-18.0, +22.0]    0.50
      quiet-7     bestFirst   31.1 %  51.1 %   +3.0 %  [-17.0, +23.0]    0.50
      Picked because they are extreme, so their lifts are larger than what a repetition would show.

      worst sample ratios
      experiment  variants  units  furthest off  observed  expected       p
      ─────────────────────────────────────────────────────────────────────
      broken             2  2,000  control            900     1,000   1e-12
      doubtful           2  2,000  control            900     1,000  0.0040

      Every experiment: --format json. One experiment: add --only 'up'.
      "
    `)
  })

  test('fit 80 columns and say what had no room', () => {
    const text = liftView(
      reportOf(many.map((one) => ({ ...one, experiment: `${one.experiment}-of-the-year-2026` }))),
      screenOf(80),
    )
    for (const line of text.split('\n')) expect([...line].length).toBeLessThanOrEqual(80)
    expect(text).toContain('No room for: control')
  })

  test('are judged by what chance would give', () => {
    const text = (experiments: typeof many) => liftView(reportOf(experiments), screenOf(200))
    const chance = Array.from({ length: 300 }, (_, index) => trial(`${index}`, 0, 0.5, index < 3 ? 0.005 : 0.5))
    expect(text(chance)).toContain(
      '! sample ratio    3 of 300 experiments (1.0 %) fail at 0.01, where chance would give 3.0',
    )
    expect(text(many)).toContain('✗ SAMPLE RATIO')
    expect(text(many.slice(0, 11))).toContain('✓ sample ratio    0 of 11 experiments')
  })

  test('name their metrics apart where there are several', () => {
    const two = many.map((one) => ({
      ...one,
      metrics: { ...one.metrics, stayed: proportionOf(comparison('bestFirst')) },
    }))
    const text = liftView(reportOf(two), screenOf(120))
    expect(text).toContain('\nstayed (proportion)\n')
    expect(text).toMatch(/experiment +metric +variant/)
  })

  test('say which controls were taken where that differs', () => {
    const mixed = many.map((one, index) =>
      index < 2 ? { ...one, control: 'a', controlChosenBy: 'smallest' as const } : one,
    )
    expect(liftView(reportOf(mixed), screenOf(200))).toContain(
      'in 11 control (the variant of that name); in 2 a (the smallest value, since no variant is named control); --control NAME takes another',
    )
  })
})

describe('a survey', () => {
  const { metrics, strongest, worst, sampleRatio: ratio } = surveyOf(reportOf(many), 2)

  test('counts significant comparisons by direction and by the experiments they lie in', () => {
    expect(metrics.map(({ holds, fails, all }) => [holds.up, holds.down, fails.up, all.up])).toEqual([
      [
        { comparisons: 1, experiments: 1 },
        { comparisons: 1, experiments: 1 },
        { comparisons: 2, experiments: 2 },
        { comparisons: 3, experiments: 3 },
      ],
    ])
  })

  test('ranks by evidence and keeps failing experiments out of the ranking', () => {
    expect(strongest.map((finding) => finding.experiment.experiment)).toEqual(['up', 'down'])
    expect(worst.map((one) => one.experiment)).toEqual(['broken', 'doubtful'])
    expect(ratio).toEqual({ checked: 13, doubtful: 2, broken: 1 })
  })

  test('ranks p-values that are both 0 by their logarithms', () => {
    const tiny = (key: string, logPValue: number) =>
      experiment(key, { metrics: { entered: proportionOf(comparison('bestFirst', { pValue: 0, logPValue })) } })
    const ranked = surveyOf(reportOf([tiny('strong', -800), tiny('stronger', -900)]), 2).strongest
    expect(ranked.map((finding) => finding.experiment.experiment)).toEqual(['stronger', 'strong'])
  })

  test('takes the direction from the difference where there is no lift', () => {
    const reason = 'The control is exactly zero.'
    const noLift = comparison('bestFirst', { lift: { status: 'undefined', reason } })
    const { metrics: found } = surveyOf(reportOf([experiment('e', { metrics: { entered: proportionOf(noLift) } })]), 1)
    expect(found[0]?.all.up).toEqual({ comparisons: 1, experiments: 1 })
    expect(found[0]?.all.lifts).toEqual([])
  })
})

test('interpolates quantiles between neighbours', () => {
  // R 4.2: quantile(c(1, 2, 4, 8), c(.25, .5, .75))
  expect([0.25, 0.5, 0.75].map((share) => quantileOf([1, 2, 4, 8], share))).toEqual([1.75, 3, 5])
  expect(quantileOf([], 0.5)).toBeUndefined()
})

describe('--only', () => {
  test('keeps the named experiments and sums up just those', () => {
    const only = onlyExperiments(reportOf(many), ['up', 'broken'])
    expect(only.status === 'report' && only.report.experiments.map((one) => one.experiment)).toEqual(['up', 'broken'])
    expect(only.status === 'report' && only.report.summary).toEqual({
      experiments: 2,
      comparisons: 2,
      sampleRatioFailures: { '0.01': 1, '0.001': 1 },
      significant: { up: 2, down: 0 },
      alpha: 0.05,
    })
  })

  test('leaves the report alone when nothing is named', () => {
    const report = reportOf(many)
    expect(onlyExperiments(report, [])).toEqual({ status: 'report', report })
  })

  test('names experiments that begin alike where there is none of that name', () => {
    expect(onlyExperiments(reportOf(many), ['quiet'])).toEqual({
      status: 'unknown',
      sentence:
        '--only: there is no experiment "quiet" among the 13 of the source. There is, for example, "quiet-0", "quiet-1", "quiet-2".',
    })
  })
})
