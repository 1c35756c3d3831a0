/** The funnel of each variant, on the screen and for others. */
import { join } from 'node:path'
import type { FunnelReport } from '@heddle/analysis'
import { describe, expect, test, vi } from 'vitest'
import { funnelCommand } from '../../packages/cli/src/funnel-command.js'
import { simulateCommand } from '../../packages/cli/src/simulate/simulate-command.js'
import { funnelView } from '../../packages/cli/src/view/funnel-view.js'
import { heddle, temporaryFolder } from './heddle.js'
import { comparison, ok, sampleRatio, screenOf } from './reports.js'
import { run } from './run.js'

vi.setConfig({ testTimeout: 60_000 })

async function folderWithLog(): Promise<string> {
  const folder = await temporaryFolder()
  const goal = ['best=40%', 'order=best:50%']
  const log = join(folder, 'heddle-log')
  await run(simulateCommand, [], { goal, effect: ['treatment/best=+30%'], visitors: '800', log })
  return folder
}

const goals = 'best,order'

describe('heddle funnel', () => {
  test('shows the steps of each variant, who left, how long it took, and what the variant does', async () => {
    const { code, out } = await run(funnelCommand, [join(await folderWithLog(), 'heddle-log')], { goals })
    expect(code).toBe(0)
    expect(out).toMatchInlineSnapshot(`
      "simulated
      ═════════
      ✓ sample ratio    control: 382 (47.8 %), treatment: 418 (52.3 %); p = 0.20
      ✓ delivery        1,363 issued, 1,363 received, none lost, none twice
      ✓ crossover       no unit met more than one variant

      control (control)
      step       units   of all  of step before  left  median time  3 of 4 within
      ─────────────────────────────────────────────────────────────────────────────────────────────────────
      0 exposed    382  100.0 %                                                    ████████████████████████
      1 best       154   40.3 %          40.3 %  -228                              ██████████
      2 order       75   19.6 %          48.7 %   -79       19.7 s         44.9 s  █████

      treatment
      step       units   of all  of step before  left  median time  3 of 4 within
      ─────────────────────────────────────────────────────────────────────────────────────────────────────
      0 exposed    418  100.0 %                                                    ████████████████████████
      1 best       219   52.4 %          52.4 %  -199                              █████████████
      2 order      115   27.5 %          52.5 %  -104       23.6 s         40.2 s  ███████

      against the control
      step     of all  95 % interval  adj. p  of step before  adj. p
      ──────────────────────────────────────────────────────────────
      best   +12.1 pp  [+5.2, +18.9]  0.0013        +12.1 pp  0.0013
      order   +7.9 pp  [+2.0, +13.7]  0.0090         +3.8 pp    0.47

      Steps in this order after the exposure, with anything in between. Times: from the first of one goal to the next of the
      other, of those who went on. Who reached a step is chosen by the variant itself: "of step before" says where units are
      lost, "of all" what the variant is worth. adj. p: Holm, over the steps of a variant; the numbers hold for one look.
      "
    `)
  })

  test('gives programs and spreadsheets the same numbers', async () => {
    const log = join(await folderWithLog(), 'heddle-log')
    const report: FunnelReport = JSON.parse((await run(funnelCommand, [log], { goals, format: 'json' })).out)
    const rows = (await run(funnelCommand, [log], { goals, format: 'csv' })).out
      .split('\n')
      .map((row) => row.split(','))
    const last = report.variants[1]?.steps[1]
    expect(rows[6]?.slice(0, 6)).toEqual(['simulated', 'treatment', '2', 'order', `${last?.units}`, `${last?.share}`])
    expect((await run(funnelCommand, [log], { goals, format: 'md' })).out).toMatch(
      /^## simulated\n\n\| variant \| step \|/,
    )
  })

  test.each(funnelCommand.examples.map(({ line }) => line))('works as its help says: %s', async (line) => {
    const words = [...line.replace(/^heddle /, '').matchAll(/"([^"]*)"|(\S+)/g)].map(
      ([, quoted, word]) => quoted ?? word ?? '',
    )
    const { code, out } = await heddle(words, await folderWithLog())
    expect(code).toBe(0)
    expect(out).toContain('order')
  })

  test.each<[string, { readonly [name: string]: string }, string]>([
    ['no goals', {}, 'Say which goals are the steps'],
    ['one goal', { goals: 'best' }, 'at least two goals in their order'],
    ['a time of nothing', { goals, within: 'soon' }, '--within is a time such as "30 min"'],
    ['a level of 5', { goals, alpha: '5' }, '--alpha is a share between 0 and 1'],
  ])('answers %s with a sentence', async (_, options, sentence) => {
    const { code, out, err } = await run(funnelCommand, ['log'], options)
    expect({ code, out }).toEqual({ code: 64, out: '' })
    expect(err).toContain(sentence)
  })
})

describe('the view', () => {
  const step = (
    goal: string,
    units: number,
    took?: { units: number; median: number | null; upperQuartile: number | null },
  ) => ({
    ...{ goal, units, share: units / 10, fromPrevious: units / 10, lost: 10 - units },
    ...(took ? { took } : {}),
  })
  const report: FunnelReport = {
    ...{ version: 1, experiment: 'tabs', control: 'a', controlChosenBy: 'smallest', goals: ['x', 'y'], strict: true },
    ...{ alpha: 0.05, withinMs: 7_200_000, checks: { sampleRatio: sampleRatio({ a: 10, b: 0 }, 0.00001) } },
    variants: [
      { variant: 'a', units: 10, steps: [step('x', 9), step('y', 5, { units: 5, median: 200_000, upperQuartile: 3 })] },
      {
        ...{ variant: 'b', units: 0 },
        steps: [
          { goal: 'x', units: 0, share: null, fromPrevious: null, lost: 0 },
          {
            ...{ goal: 'y', units: 0, share: null, fromPrevious: null, lost: 0 },
            took: { units: 0, median: null, upperQuartile: null },
          },
        ],
      },
    ],
    comparisons: [
      {
        goal: 'y',
        fromStart: comparison('b', {
          difference: { status: 'undefined', reason: 'The treatment has no units.' },
          adjustedPValue: null,
        }),
        fromPrevious: comparison('b', { difference: ok(0.1, 0, 0.2) }),
      },
    ],
  }

  test('says the checks first, times in the unit that fits, and why something is unknown', () => {
    const text = funnelView(report, screenOf(118))
    expect(text).toMatch(/^tabs\n════\n✗ SAMPLE RATIO BROKEN/)
    expect(text).toMatch(/2 y +5 +50\.0 % +50\.0 % +-5 +2\.3 d +3\.0 s/)
    expect(text).toMatch(/1 x +0 +– +– +0/)
    expect(text).toContain('¹ The treatment has no units.')
    expect(text).toContain('the last within 2.0 h of the first')
  })

  test.each([1, 40, 80])('does not fail in %i columns', (width) => {
    expect(funnelView(report, screenOf(width))).toContain('50.0 %')
  })
})
