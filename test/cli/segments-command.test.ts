/** The forest of segments, on the screen and for others. */
import { join } from 'node:path'
import type { SegmentsReport } from '@heddle/analysis'
import { describe, expect, test, vi } from 'vitest'
import { segmentsCommand } from '../../packages/cli/src/segments-command.js'
import { simulateCommand } from '../../packages/cli/src/simulate/simulate-command.js'
import { forestView } from '../../packages/cli/src/view/forest-view.js'
import { heddle, temporaryFolder } from './heddle.js'
import { screenOf } from './reports.js'
import { run } from './run.js'

vi.setConfig({ testTimeout: 60_000 })

async function folderWithLog(): Promise<string> {
  const folder = await temporaryFolder()
  const attribute = ['language=en:60,ar:30,de:10']
  const log = join(folder, 'heddle-log')
  const effect = ['treatment/best=+30%']
  await run(simulateCommand, [], { goal: ['best=40%'], effect, attribute, visitors: '1500', log })
  return folder
}

const options = { by: 'language', metric: ['entered=proportion(best)'] }

describe('heddle segments', () => {
  test('shows each segment, the mean of all, what each most likely is, and whether they differ', async () => {
    const { code, out } = await run(segmentsCommand, [join(await folderWithLog(), 'heddle-log')], options)
    expect(code).toBe(0)
    expect(out).toMatchInlineSnapshot(`
      "simulated
      ═════════
      ✓ sample ratio    control: 705 (47.0 %), treatment: 795 (53.0 %); p = 0.020
      ✓ delivery        2,203 issued, 2,203 received, none lost, none twice
      ✓ crossover       no unit met more than one variant

      entered (proportion; treatment against control, by language)
      language          units  control  treatment  difference   95 % interval  shrunken   adj. p  -6.5 pp             +28 pp
      ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
      en                  923   37.4 %     53.7 %    +16.3 pp   [+9.9, +22.5]  +16.4 pp     2e-6       │      ├────●───┤
      ar                  436   36.5 %     55.3 %    +18.7 pp   [+9.4, +27.7]  +16.4 pp  0.00018       │      ├─────●──────┤
      de                  141   48.4 %     58.4 %    +10.0 pp   [-6.5, +26.1]  +16.4 pp     0.24  ├────┼──────●───────────┤
      mean of segments                               +16.4 pp  [+11.4, +21.4]                          │       ├───●──┤
      all units         1,500   38.2 %     54.6 %    +16.4 pp  [+11.4, +21.4]              2e-10       │       ├───●──┤

      Nothing says that the difference varies with language (Cochran's Q 0.8 on 2 df, p = 0.66); most likely it is +16.4 pp
      in each.

      Shrunken: what each segment most likely is, given all of them; plan with it. adj. p: Holm, over all segments; that of
      all units over the metrics. The numbers hold for one look. A segment chosen after looking is a hypothesis for the next
      experiment.
      "
    `)
  })

  test('goes by a look where units were planned', async () => {
    const log = join(await folderWithLog(), 'heddle-log')
    const { out } = await run(segmentsCommand, [log], { ...options, plannedUnits: '3000' })
    expect(out).toContain('✓ plan            1,500 of 3,000 planned units (50.0 %); always valid')
    expect(out).toContain('Always valid: intervals and p-values hold at all looks together')
  })

  test('gives programs and spreadsheets the same numbers, in any width', async () => {
    const log = join(await folderWithLog(), 'heddle-log')
    const report: SegmentsReport = JSON.parse((await run(segmentsCommand, [log], { ...options, format: 'json' })).out)
    const [en] = report.metrics.entered?.comparisons[0]?.segments ?? []
    const csv = (await run(segmentsCommand, [log], { ...options, format: 'csv' })).out.split('\n')
    expect(csv[1]?.split(',').slice(0, 6)).toEqual([
      ...['simulated', 'entered', 'treatment', 'en'],
      ...[`${en?.variants.control?.n}`, `${en?.variants.treatment?.n}`],
    ])
    for (const width of [1, 40, 80]) expect(forestView(report, screenOf(width))).toContain('treatment')
  })

  test.each(segmentsCommand.examples.map(({ line }) => line))('works as its help says: %s', async (line) => {
    const words = [...line.replace(/^heddle /, '').matchAll(/"([^"]*)"|(\S+)/g)].map(
      ([, quoted, word]) => quoted ?? word ?? '',
    )
    const { code, out } = await heddle(words, await folderWithLog())
    expect(code).toBe(0)
    expect(out).toContain('shrunken')
  })

  test.each<[string, { readonly [name: string]: string | readonly string[] }, string]>([
    ['no attribute', {}, 'Say by which attribute, as in --by language.'],
    ['a metric without a name', { by: 'language', metric: ['mean(best)'] }, 'has no name'],
    ['a look without a plan', { by: 'language', look: 'fixed' }, '--look fixed needs --planned-units'],
  ])('answers %s with a sentence', async (_, words, sentence) => {
    const { code, err } = await run(segmentsCommand, ['log'], words)
    expect(code).toBe(64)
    expect(err).toContain(sentence)
  })

  test('names the attributes that there are', async () => {
    const log = join(await folderWithLog(), 'heddle-log')
    await expect(run(segmentsCommand, [log], { by: 'lang' })).rejects.toThrow(/"lang".*language/)
  })
})
