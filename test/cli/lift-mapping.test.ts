/** `heddle lift --mapping` and the script beside it, as a person runs them. */
import { execFile } from 'node:child_process'
import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import { heddle, temporaryFolder } from './heddle.js'

vi.setConfig({ testTimeout: 60_000 }) // each test starts processes

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/foreign/${name}`, import.meta.url))
const script = fileURLToPath(new URL('../../examples/script/lift.mjs', import.meta.url))

/** A folder with one of the samples in it, so that its path in the output is short. */
async function folderWith(name: string): Promise<string> {
  const folder = await temporaryFolder()
  await copyFile(fixture(name), join(folder, name))
  return folder
}

describe('heddle lift --mapping', () => {
  test('shows the lift of another tool’s export, and what was made of it', async () => {
    const folder = await folderWith('ga4.ndjson')
    const words = ['lift', 'ga4.ndjson', '--mapping', 'ga4', '--metric', 'bought=proportion(purchase)']
    const { code, out, err } = await heddle(words, folder)
    expect({ code, err }).toEqual({ code: 2, err: '' }) // One unit of 17 met both variants, which is too many.
    expect(out).toMatchInlineSnapshot(`
      "the log, by the mapping GA4 export to BigQuery
      ✓ read            38 records, 34 different events, 1 repeated copy left out, 2 of the records about
                        nothing that is mapped
      ! delivery        Not known: this log does not number what its pages issue, so what never arrived
                        cannot be told from what never happened.
      ! broken records  1 record could not be mapped and is left out:
          ga4.ndjson:38: variant: expected a text of 1 to 256 characters, got nothing; the mapping takes
            it from "event_params[key=variation_id].value.*" or "event_params[key=variant].value.*"

      home-tabs
      ═════════
      ✗ decision        Do not read these numbers, for more than 1 % of the units were seen in more than
                        one variant.
      ✓ sample ratio    control: 8 (50.0 %), bestFirst: 8 (50.0 %); p = 1.00
      ✗ crossover       1 unit met more than one variant and is left out: 5.9 % of all, so their ids do
                        not last
      ✓ control         control, the variant of that name

      bought (proportion)
      variant      units   value  difference     lift  95 % interval     p  adj. p  -45 %           +718 %
      ────────────────────────────────────────────────────────────────────────────────────────────────────
      control          8  25.0 %              control
      bestFirst ¹      8  50.0 %    +25.0 pp   +100 %    [-45, +718]  0.32    0.32  ├┼──●────────────────┤

      LCP (quantile 0.75, less is good, added since the log has it)
      variant    units       value  difference     lift  95 % interval  p  adj. p
      ───────────────────────────────────────────────────────────────────────────
      control        3  2,402.8 ms              control
      bestFirst      3  1,904.8 ms         – ²        –    undefined ²  –       –
      ! guardrail       bestFirst: open whether it is worse by as much as 5 % of the control (less is
                        good, by default); with no difference at all, units like these would have shown
                        that it is not with a chance of 5 %

      ¹ A variant has fewer than 10 successes or failures; p-value and intervals are approximate.
      ² The control has too few values (3) for the quantile 0.75.

      Method: score (Miettinen and Nurminen 1985); outer rank interval clustered by unit, Welch t, Fieller
      lift.
      "
    `)
  })

  test('reads a table of events by its mapping, not as a table of units', async () => {
    const folder = await folderWith('sensors-table.csv')
    const words = [
      'lift',
      'sensors-table.csv',
      '--mapping',
      'sensors-table',
      '--format',
      'json',
      '--segment',
      'language',
    ]
    const { code, out } = await heddle(words, folder)
    const report = JSON.parse(out)
    expect({ code, mapped: report.mapped.records, log: report.log }).toEqual({ code: 2, mapped: 38 })
    expect(report.experiments[0].metrics.PayOrder.variants).toEqual({
      0: { n: 8, value: 0.25 },
      1: { n: 8, value: 0.5 },
    })
  })

  test('says what a mapping looked for where nothing came of the records', async () => {
    const folder = await folderWith('segment.ndjson')
    const { code, out } = await heddle(['lift', 'segment.ndjson', '--mapping', 'snowplow'], folder)
    expect(code).toBe(0)
    expect(out).toContain('! mapping         No record is an exposure, so there is no experiment to report.')
    expect(out).toContain('No experiment was seen: there is nothing to compare.')
  })

  test('takes a mapping of one’s own, and names what is wrong with it', async () => {
    const folder = await folderWith('segment.ndjson')
    const lift = (mapping: string) => heddle(['lift', 'segment.ndjson', '--mapping', mapping], folder)
    const own = {
      ...{ version: 1, name: 'ours', id: 'messageId', time: { from: 'timestamp' }, visitor: 'anonymousId' },
      events: [
        {
          type: 'exposure',
          when: { event: 'Experiment Viewed' },
          experiment: 'properties.experiment_name',
          variant: 'properties.variation_name',
        },
        { type: 'goal', when: { type: 'page' }, goal: 'name' },
      ],
    }
    await writeFile(join(folder, 'ours.json'), JSON.stringify(own))
    expect((await lift('ours.json')).out).toContain('Home tabs\n═════════')
    await writeFile(join(folder, 'ours.json'), JSON.stringify({ ...own, visitor: 7 }))
    expect(await lift('ours.json')).toMatchObject({
      ...{ code: 1, err: expect.stringContaining(`ours.json is no mapping: The mapping's "visitor" should be a path`) },
    })
    expect(await lift('matomo')).toMatchObject({
      code: 1,
      err: expect.stringContaining('Those that do: ga4, posthog,'),
    })
  })

  test('does not go with a table of units', async () => {
    const words = ['lift', 'a.csv', '--unit', 'id', '--variant', 'arm', '--metric', 'm=mean(x)', '--mapping', 'ga4']
    const { code, err } = await heddle(words, await temporaryFolder())
    expect({ code, err }).toEqual({
      code: 64,
      err: expect.stringContaining('leave out --mapping, or leave out --unit'),
    })
  })
})

describe('examples/script', () => {
  const run = (...words: readonly string[]) => promisify(execFile)(process.execPath, [script, ...words])

  test('prints a row for each metric and variant of a log', async () => {
    const { stdout } = await run(fileURLToPath(new URL('../fixtures/readme/heddle-log', import.meta.url)))
    expect(stdout).toMatch(/^\d+ of \d+ events lost\n/)
    const rows: readonly object[] = JSON.parse(stdout.slice(stdout.indexOf('[')))
    expect(rows).toMatchObject([
      { metric: 'entered', variant: 'bestFirst' },
      { metric: 'often', variant: 'bestFirst' },
    ])
  })

  test('does the same with the export of another tool', async () => {
    const { stdout } = await run(fixture('ga4.ndjson'), 'ga4')
    expect(stdout).toMatch(/^Not known: /)
    expect(JSON.parse(stdout.slice(stdout.indexOf('[')))[0]).toMatchObject({ units: 8, value: 0.5, lift: 1 })
  })
})
