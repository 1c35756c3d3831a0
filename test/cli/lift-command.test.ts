import { execFile } from 'node:child_process'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { LiftReport } from '@heddle/analysis'
import { analyseLog } from '@heddle/analysis/node'
import { describe, expect, test, vi } from 'vitest'
import { liftCommand } from '../../packages/cli/src/lift-command.js'
import { folderWithLog, heddle, heddleProcess, program, temporaryFolder, wordsOf } from './heddle.js'
import { run } from './run.js'

vi.setConfig({ testTimeout: 60_000 }) // some tests start processes

const sample = fileURLToPath(new URL('../fixtures/upworthy-sample.csv', import.meta.url))
const foreign = fileURLToPath(new URL('../fixtures/foreign/ga4.ndjson', import.meta.url))
const counts = ['--experiment', 'test_id', '--variant', 'arm', '--counts', 'clicks/impressions']

/** 400 visits in two variants; the goal is reached by 50 of 200 and by 100 of 200. */
const visits = Array.from({ length: 400 }, (_, index) => {
  const variant = index % 2 === 0 ? 'control' : 'bestFirst'
  const stamp = {
    visitor: `v${index}`,
    session: 's',
    page: '/',
    stream: `stream-${index}`,
    sentAt: 2000,
    receivedAt: 2000,
  }
  const reached = Math.floor(index / 2) % 4 < (variant === 'control' ? 1 : 2)
  return [
    {
      ...{ type: 'exposure', experiment: 'home-tabs', variant, by: 'sight', seq: 1, at: 1000, ...stamp },
      attributes: { language: index % 8 < 6 ? 'en' : 'ar' },
    },
    ...(reached ? [{ type: 'click', goal: 'best', seq: 2, at: 1500, ...stamp }] : []),
  ]
}).flat()

async function writeLog(folder: string, extra: readonly string[] = []): Promise<void> {
  await mkdir(join(folder, 'heddle-log'))
  const lines = [...visits.map((event) => JSON.stringify(event)), ...extra]
  await writeFile(join(folder, 'heddle-log', 'events.ndjson'), `${lines.join('\n')}\n`)
}

const definitions = {
  experiments: [
    {
      key: 'home-tabs',
      variants: { control: 0, bestFirst: 1 },
      plan: { hypothesis: 'The best games first bring more players.', primary: 'entered', units: 400 },
    },
  ],
  metrics: { entered: { kind: 'proportion', goal: 'best' } },
}

async function writeTables(folder: string): Promise<void> {
  const rows = Array.from(
    { length: 400 },
    (_, id) => `${id},gate_${id % 2 ? 40 : 30},${id % 5 === 0 ? 1 : 0},${id % 7}`,
  )
  await writeFile(join(folder, 'visits.csv'), `userid,version,retention_7,sum_gamerounds\n${rows.join('\n')}\n`)
  await writeFile(
    join(folder, 'counts.csv'),
    'test_id,arm,impressions,clicks\na,0,1000,50\na,1,1010,80\nb,0,500,20\nb,1,510,18\n',
  )
}

describe('heddle lift', () => {
  test('shows the lift of a log', async () => {
    const folder = await temporaryFolder()
    await writeLog(folder)
    const { code, out, err } = await heddleProcess(
      ['lift', 'heddle-log', '--metric', 'entered=proportion(best)'],
      folder,
    )
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatchInlineSnapshot(`
      "the log
      ✓ read            550 lines, 550 different events
      ✓ delivery        550 issued, 550 received, none lost, none twice

      home-tabs
      ═════════
      ✓ sample ratio    control: 200 (50.0 %), bestFirst: 200 (50.0 %); p = 1.00
      ✓ delivery        550 issued, 550 received, none lost, none twice
      ✓ crossover       no unit met more than one variant
      ✓ control         control, the variant of that name

      entered (proportion)
      variant    units   value  difference     lift  95 % interval     p  adj. p  0                 +165 %
      ────────────────────────────────────────────────────────────────────────────────────────────────────
      control      200  25.0 %              control
      bestFirst    200  50.0 %    +25.0 pp   +100 %    [+52, +165]  3e-7    3e-7  │      ├──────●────────┤

      Method: score (Miettinen and Nurminen 1985).
      "
    `)
  })

  test('prints the report that the analysis makes, and nothing else, as JSON', async () => {
    const folder = await temporaryFolder()
    await writeLog(folder, ['{"type":'])
    const { out, err } = await heddle(['lift', 'heddle-log', '--format', 'json'], folder)
    const expected = await analyseLog([join(folder, 'heddle-log')])
    const printed: LiftReport = JSON.parse(out)
    expect(err).toBe('')
    expect(printed.experiments).toEqual(expected.experiments)
    expect(printed.log?.broken).toEqual({
      count: 1,
      first: [
        {
          file: join('heddle-log', 'events.ndjson'),
          line: visits.length + 1,
          reason: expect.stringContaining('not finished'),
        },
      ],
    })
  })

  test('checks against the weights of an experiment file', async () => {
    const folder = await temporaryFolder()
    await writeLog(folder)
    const definition = { key: 'home-tabs', variants: { control: [], bestFirst: [] }, weights: { bestFirst: 3 } }
    const metrics = { entered: { kind: 'proportion', goal: 'best' } }
    await writeFile(join(folder, 'experiments.json'), JSON.stringify({ experiments: [definition], metrics }))
    const { out } = await heddle(['lift', 'heddle-log', '--experiments', 'experiments.json'], folder)
    expect(out).toContain('✗ SAMPLE RATIO BROKEN')
    expect(out).toMatch(/bestFirst +200 +50\.0 % +300 +75\.0 %/)
    expect(out).toContain('entered (proportion)')
  })

  test('says how far a plan is along, and that a look before its end decides nothing', async () => {
    const folder = await temporaryFolder()
    await writeLog(folder)
    const words = ['lift', 'heddle-log', '--planned-units', '2,000', '--look', 'fixed']
    const { code, out } = await heddle(words, folder)
    expect(code).toBe(0)
    expect(out).toMatchInlineSnapshot(`
      "the log
      ✓ read            550 lines, 550 different events
      ✓ delivery        550 issued, 550 received, none lost, none twice

      home-tabs
      ═════════
      ✓ sample ratio    control: 200 (50.0 %), bestFirst: 200 (50.0 %); p = 1.00
      ✓ delivery        550 issued, 550 received, none lost, none twice
      ✓ crossover       no unit met more than one variant
      ✓ control         control, the variant of that name
      ! plan            400 of 2,000 planned units (20.0 %); fixed horizon. This look decides nothing: the
                        numbers below are a preview.

      best (proportion)
      variant      units   value  difference     lift  95 % interval     p  adj. p  0               +165 %
      ────────────────────────────────────────────────────────────────────────────────────────────────────
      control        200  25.0 %              control
      bestFirst ¹    200  50.0 %    +25.0 pp   +100 %    [+52, +165]  3e-7    3e-7  │      ├─────●───────┤

      ¹ 400 of 2000 planned units are there; nothing is decided before all are.

      Method: score (Miettinen and Nurminen 1985). Fixed horizon: intervals and p-values hold for one
      look, when the planned units are there.
      "
    `)
    const json: LiftReport = JSON.parse((await heddle([...words, '--format', 'json'], folder)).out)
    expect(json.experiments[0]?.look).toEqual({
      ...{ name: 'fixed horizon', plannedUnits: 2000, units: 400, decides: false },
    })
  })

  test('follows a plan in tables, too', async () => {
    const folder = await temporaryFolder()
    await writeTables(folder)
    const plan = ['--planned-units', '500', '--format', 'json']
    const units = [
      'lift',
      'visits.csv',
      '--unit',
      'userid',
      '--variant',
      'version',
      '--metric',
      'rounds=mean(sum_gamerounds)',
    ]
    const byUnit: LiftReport = JSON.parse((await heddle([...units, ...plan], folder)).out)
    expect(byUnit.experiments[0]?.look).toMatchObject({ name: 'always valid', units: 400, decides: true })
    const words = [
      'lift',
      'counts.csv',
      '--experiment',
      'test_id',
      '--variant',
      'arm',
      '--counts',
      'clicks/impressions',
    ]
    const byCount: LiftReport = JSON.parse((await heddle([...words, ...plan], folder)).out)
    expect(byCount.experiments.map(({ look }) => look?.units)).toEqual([2010, 1010])
  })

  test('shows each segment under its variant, on one scale', async () => {
    const folder = await temporaryFolder()
    await writeLog(folder)
    const { code, out } = await heddle(['lift', 'heddle-log', '--segment', 'language'], folder)
    expect(code).toBe(0)
    expect(out).toMatchInlineSnapshot(`
      "the log
      ✓ read            550 lines, 550 different events
      ✓ delivery        550 issued, 550 received, none lost, none twice

      home-tabs
      ═════════
      ✓ sample ratio    control: 200 (50.0 %), bestFirst: 200 (50.0 %); p = 1.00
      ✓ delivery        550 issued, 550 received, none lost, none twice
      ✓ crossover       no unit met more than one variant
      ✓ control         control, the variant of that name

      best (proportion)
      variant    units   value  difference     lift  95 % interval     p  adj. p  0                 +165 %
      ────────────────────────────────────────────────────────────────────────────────────────────────────
      control      200  25.0 %              control
      bestFirst    200  50.0 %    +25.0 pp   +100 %    [+52, +165]  3e-7    3e-7  │      ├──────●────────┤

      best (by language)
      variant    units   value  difference     lift  95 % interval     p  adj. p  0                 +165 %
      ────────────────────────────────────────────────────────────────────────────────────────────────────
      control      200  25.0 %              control
      bestFirst    200  50.0 %    +25.0 pp   +100 %    [+52, +165]  3e-7    3e-7  │      ├──────●────────┤
        en         150  66.7 %    +33.3 pp   +100 %    [+56, +160]  8e-9    2e-8  │       ├─────●───────┤
        ar ¹        50   0.0 %      0.0 pp        –    any value ²  1.00    1.00  ◂──────────────────────▸
      Indented: by language; their adj. p: Holm, over the 2 segment rows of this metric.
      The difference varies with language (Cochran's Q 25.9 on 1 df, p = 4e-7); most likely, given all of
      them: en +32.5 pp, ar +0.4 pp.

      ¹ A variant has fewer than 10 successes or failures; p-value and intervals are approximate.
      ² Neither variant has a success, so any lift is possible.

      Method: score (Miettinen and Nurminen 1985).
      "
    `)
  })

  test('takes the control that is named', async () => {
    const folder = await temporaryFolder()
    await writeTables(folder)
    const words = ['lift', 'visits.csv', '--unit', 'userid', '--variant', 'version', '--control', 'gate_40']
    const { code, out } = await heddle([...words, '--metric', 'rounds=mean(sum_gamerounds)'], folder)
    expect(code).toBe(0)
    expect(out).toContain('gate_40, as --control says')
    expect(out).toMatch(/gate_40 +200 .* control\n +gate_30|gate_40 +200 .* control\ngate_30/)
  })

  test('sums up a table of many experiments and shows one with --only', async () => {
    const folder = await temporaryFolder()
    const all = await heddle(['lift', sample, ...counts], folder)
    expect(all.out).toContain('200 experiments, 773 variants, 573 comparisons')
    const key = /add --only '(\w+)'/.exec(all.out)?.[1] ?? ''
    const one = await heddle(['lift', sample, ...counts, '--only', key], folder)
    expect(one.out).toMatch(new RegExp(`^${key}\n═+\n`))
    const json: LiftReport = JSON.parse(
      (await heddle(['lift', sample, ...counts, '--only', key, '--format', 'json'], folder)).out,
    )
    expect(json.summary.experiments).toBe(1)
    expect(json.experiments.map((found) => found.experiment)).toEqual([key])
  })

  test('ends quietly when the reader has gone', async () => {
    const pipe = `"${process.execPath}" "${program}" lift "${sample}" ${counts.join(' ')} --format json | head -n 1; echo "\${PIPESTATUS[0]}"`
    const { stdout, stderr } = await promisify(execFile)('bash', ['-c', pipe])
    expect({ stdout, stderr }).toEqual({ stdout: '{\n0\n', stderr: '' })
  })

  test.each(liftCommand.examples.map(({ line }) => line))('works as its help says: %s', async (line) => {
    const folder = await temporaryFolder()
    await writeLog(folder)
    await writeTables(folder)
    await writeFile(join(folder, 'experiments.json'), JSON.stringify(definitions))
    await copyFile(foreign, join(folder, 'export.ndjson'))
    const { out } = await heddle(wordsOf(line), folder)
    expect(out).toContain('95 % interval')
  })
})

describe('heddle lift fails with a sentence', () => {
  const text = ['--experiment', 'test_id', '--variant', 'arm']
  test.each<[string, readonly string[], number, string]>([
    ['for a missing log', ['nowhere'], 1, 'heddle: There is no log at "nowhere"'],
    ['for a missing table', ['nowhere.csv', ...counts], 1, 'heddle: There is no table at "nowhere.csv"'],
    ['for a missing column', [sample, ...text, '--counts', 'click/impressions'], 1, 'has no column "click"'],
    ['for an unknown control', [sample, ...counts, '--control', 'x'], 1, 'has no variant "x"'],
    [
      'for an unknown experiment',
      [sample, ...counts, '--only', 'x'],
      1,
      '--only: there is no experiment "x" among the 200',
    ],
    [
      'for a look without planned units',
      ['log', '--look', 'fixed'],
      64,
      'heddle lift: --look fixed needs --planned-units as well',
    ],
    ['for planned units below 1', ['log', '--planned-units', '-5'], 64, '--planned-units is a whole number of units'],
    ['for a wrong option, and says which was meant', ['log', '--metrc', 'x'], 64, 'Did you mean --metric?'],
    ['for a table without columns', [sample], 64, 'is a table, so its columns must be named'],
    ['for a wrong form', ['log', '--format', 'xml'], 64, 'Allowed choices are table, json'],
    ['without a source', [], 64, "missing required argument 'source'"],
  ])('%s', async (_, words, expected, sentence) => {
    const { code, out, err } = await heddle(['lift', ...words], await temporaryFolder())
    expect({ code, out }).toEqual({ code: expected, out: '' })
    expect(err).toContain(sentence)
    expect(err).not.toMatch(/\n +at /)
  })

  test('and shows where it happened with HEDDLE_DEBUG=1', async () => {
    const { code, err } = await heddle(['lift', 'nowhere'], await temporaryFolder(), { HEDDLE_DEBUG: '1' })
    expect(code).toBe(1)
    expect(err).toMatch(/\n +at /)
  })
})

test('an attribute that no exposure has is answered with those that there are', async () => {
  const folder = await temporaryFolder()
  await writeLog(folder)
  const { code, out, err } = await heddle(['lift', 'heddle-log', '--segment', 'langage'], folder)
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toBe(
    'heddle: No exposure has the attribute "langage", so it cannot split units. The attributes are: language.\n',
  )
})

describe('heddle', () => {
  test('prints its version and its help', async () => {
    const folder = await temporaryFolder()
    expect((await heddle(['--version'], folder)).out).toMatch(/^\d+\.\d+\.\d+\n$/)
    const help = await heddle(['--help'], folder)
    expect(help.code).toBe(0)
    expect(help.out).toMatch(/lift [\s\S]*\n +check [\s\S]*\n +collect /)
  })

  test('says what to do where it is not built, and nothing else', async () => {
    const folder = await temporaryFolder()
    await mkdir(join(folder, 'bin'))
    await copyFile(program, join(folder, 'bin', 'heddle.mjs'))
    const run = promisify(execFile)(process.execPath, [join(folder, 'bin', 'heddle.mjs'), 'lift', 'log'])
    await expect(run).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'heddle is not built yet: run npm run build in the repository, then try again.\n',
    })
  })

  test('says which command was meant', async () => {
    const { code, err } = await heddle(['lfit'], await temporaryFolder())
    expect({ code, err }).toEqual({ code: 64, err: expect.stringContaining('Did you mean lift?') })
  })

  test('does what the plan says, and says so before any number', async () => {
    const folder = await temporaryFolder()
    await writeLog(folder)
    await writeFile(join(folder, 'experiments.json'), JSON.stringify(definitions))
    const { code, out } = await heddle(['lift', 'heddle-log', '--experiments', 'experiments.json'], folder)
    expect(code).toBe(0)
    expect(out).toMatchInlineSnapshot(`
      "the log
      ✓ read            550 lines, 550 different events
      ✓ delivery        550 issued, 550 received, none lost, none twice

      home-tabs
      ═════════
      The best games first bring more players.
      ✓ sample ratio    control: 200 (50.0 %), bestFirst: 200 (50.0 %); p = 1.00
      ✓ delivery        550 issued, 550 received, none lost, none twice
      ✓ crossover       no unit met more than one variant
      ✓ control         control, the variant of that name
      ✓ decision        Ship "bestFirst", for "entered" got better: its difference lies between +10.4 pp
                        and +38.6 pp, and no guardrail stands against it.
      ✓ plan            400 of 400 planned units (100.0 %); always valid; entered decides

      entered (proportion)
      variant    units   value  difference     lift  95 % interval     p  adj. p  0                 +210 %
      ────────────────────────────────────────────────────────────────────────────────────────────────────
      control      200  25.0 %              control
      bestFirst    200  50.0 %    +25.0 pp   +100 %    [+32, +210]  2e-5    2e-5  │  ├───────●───────────┤

      Method: score (Miettinen and Nurminen 1985). Always valid: intervals and p-values hold at all looks
      together, however often one looks.
      "
    `)
  })

  test('takes from the command line what it says, in place of the plan', async () => {
    const folder = await temporaryFolder()
    await writeLog(folder)
    await writeFile(join(folder, 'experiments.json'), JSON.stringify(definitions))
    const words = ['lift', 'heddle-log', '--experiments', 'experiments.json', '--format', 'json']
    const planOf = async (...more: readonly string[]) => {
      const report: LiftReport = JSON.parse((await heddle([...words, ...more], folder)).out)
      return report.experiments[0]?.plan
    }
    expect(await planOf()).toMatchObject({ primary: 'entered', alpha: 0.05, units: 400, look: 'always-valid' })
    expect(await planOf('--alpha', '0.1', '--planned-units', '800', '--look', 'fixed')).toMatchObject({
      ...{ primary: 'entered', alpha: 0.1, units: 800, look: 'fixed' },
    })
    expect(await planOf('--metric', 'other=mean(best)', '--primary', 'other')).toMatchObject({ primary: 'other' })
  })

  test('ends with 2, and says why before any number, where an experiment cannot be trusted', async () => {
    const folder = await folderWithLog(visits.filter(({ visitor }) => Number(visitor.slice(1)) % 4 !== 0))
    const { code, out } = await heddle(['lift', 'heddle-log'], folder)
    expect(code).toBe(2)
    expect(out).toMatch(
      /home-tabs\n═+\n✗ decision +Do not read these numbers, for units are not split as planned \(p below 0\.001\)\.\n/,
    )
  })

  test('ends with 0 where many experiments are surveyed, and with 2 where one of the broken is asked for', async () => {
    const columns = { experiment: 'test_id', variant: 'arm', counts: 'clicks/impressions' }
    const { code, out } = await run(liftCommand, [sample], { ...columns, format: 'json' })
    expect(code).toBe(0)
    const report: LiftReport = JSON.parse(out)
    const broken = report.experiments.find(({ decision }) => decision?.status === 'ok' && decision.verdict === 'broken')
    const only = [broken?.experiment ?? '']
    expect((await run(liftCommand, [sample], { ...columns, only })).code).toBe(2)
  })

  test.each([
    [['--primary', 'x'], 'The primary metric "x" is no metric. The metrics are: best.'],
    [['--good', 'x=down'], 'The metric with a direction, "x" is no metric.'],
  ])('names a metric that is none: %s', async (words, sentence) => {
    const folder = await temporaryFolder()
    await writeLog(folder)
    const { code, err } = await heddle(['lift', 'heddle-log', ...words], folder)
    expect(code).toBe(1)
    expect(err).toContain(sentence)
  })
})
