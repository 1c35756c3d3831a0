/** Logs of experiments whose truth is known: they must be what a collector writes, and what was said must be true of them. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { analyseLog } from '@heddle/analysis/node'
import { decodeLogLine } from '@heddle/events'
import { assign } from 'heddle'
import { describe, expect, test } from 'vitest'
import { simulateCommand } from '../../packages/cli/src/simulate/simulate-command.js'
import { simulated } from '../../packages/cli/src/simulate/truth.js'
import { temporaryFolder } from './heddle.js'
import { run } from './run.js'

const options = {
  goal: ['best=36%', 'order=best:50%@20'],
  effect: ['treatment/best=+25%', 'treatment/LCP=-10%'],
  vital: ['LCP=2400'],
  attribute: ['language=en:3,ar:1'],
}

async function simulate(more: { readonly [name: string]: string | readonly string[] } = {}) {
  const log = join(await temporaryFolder(), 'log')
  const ran = await run(simulateCommand, [], { ...options, visitors: '4000', log, ...more })
  return { ...ran, log, lines: async () => (await readFile(join(log, 'events.ndjson'), 'utf8')).trimEnd().split('\n') }
}

const definitions = {
  experiments: [
    {
      ...{ key: 'home-tabs', variants: { control: 0, bestFirst: 1 }, traffic: 0.5 },
      plan: { primary: 'entered', units: 400, look: 'fixed' },
    },
  ],
  metrics: { entered: { kind: 'proportion', goal: 'best' } },
}

async function fileWith(content: object): Promise<string> {
  const path = join(await temporaryFolder(), 'experiments.json')
  await writeFile(path, JSON.stringify(content))
  return path
}

describe('heddle simulate', () => {
  test('writes lines that a collector would have written, each visitor in the variant of the real assignment', async () => {
    const { code, out, err, log, lines } = await simulate({ visitors: '200' })
    expect(code).toBe(0)
    expect(out).toBe(`${join(log, 'events.ndjson')}\n`)
    expect(err).toContain('The truth: treatment +25 % of best, treatment -10 % of LCP.')
    const read = (await lines()).map((line) => decodeLogLine(JSON.parse(line)))
    expect(new Set(read.map(({ status }) => status))).toEqual(new Set(['event', 'ledger']))
    const exposures = read.flatMap((line) =>
      line.status === 'event' && line.event.type === 'exposure' ? [line.event] : [],
    )
    expect(exposures).toHaveLength(200)
    for (const { visitor, variant } of exposures) expect(assign(simulated, visitor).variant).toBe(variant)
  })

  test('is true to what was said', async () => {
    const { log } = await simulate({ visitors: '20000' })
    const report = await analyseLog([log], { segment: 'language' })
    const [experiment] = report.experiments
    const { best, order, LCP } = experiment?.metrics ?? {}
    // Four standard errors of a share of 10,000; the seed is fixed.
    expect(Math.abs((best?.variants.control?.value ?? 0) - 0.36)).toBeLessThan(4 * Math.sqrt(0.24 / 10_000))
    expect(Math.abs((best?.variants.treatment?.value ?? 0) - 0.45)).toBeLessThan(4 * Math.sqrt(0.25 / 10_000))
    expect(Math.abs((order?.variants.control?.value ?? 0) - 0.18)).toBeLessThan(4 * Math.sqrt(0.15 / 10_000))
    const [speed] = LCP?.comparisons ?? []
    expect(speed?.lift.status === 'ok' && Math.abs(speed.lift.estimate + 0.1)).toBeLessThan(0.05)
    const segments = best?.comparisons[0]?.segments ?? []
    expect(segments.map(({ segment }) => segment)).toEqual(['en', 'ar'])
    expect(report.log).toMatchObject({ broken: { count: 0 }, delivery: { lost: 0, repeated: 0 } })
  })

  test('loses events where it is told to, and the log says so', async () => {
    const { log } = await simulate({ loss: ['treatment=20%'] })
    const [experiment] = (await analyseLog([log])).experiments
    expect(experiment?.decision).toMatchObject({ status: 'ok', verdict: 'broken' })
    expect(experiment?.checks.delivery?.variants.control?.lost).toBe(0)
  })

  test('gives the same log for the same seed, and another for another', async () => {
    const [one, same, other] = await Promise.all([
      simulate({ visitors: '50' }),
      simulate({ visitors: '50' }),
      simulate({ visitors: '50', seed: '2' }),
    ])
    expect(await one.lines()).toEqual(await same.lines())
    expect(await one.lines()).not.toEqual(await other.lines())
  })

  test('takes the experiment of a file: only those who take part leave a line, as many as its plan speaks of come', async () => {
    const effect = ['bestFirst/best=-50%']
    const { err, log } = await simulate({ experiments: await fileWith(definitions), effect, visitors: '1000' })
    const [experiment] = (await analyseLog([log])).experiments
    expect(experiment?.experiment).toBe('home-tabs')
    const units = Object.values(experiment?.checks.sampleRatio.observed ?? {}).reduce((sum, count) => sum + count, 0)
    expect(Math.abs(units - 500)).toBeLessThan(4 * Math.sqrt(250))
    expect(err).toContain(`of ${units} exposed visitors`)
  })

  test('never writes over a log', async () => {
    const { log } = await simulate({ visitors: '5' })
    const again = await run(simulateCommand, [], { ...options, log })
    expect(again).toMatchObject({ code: 1, out: '' })
    expect(again.err).toContain('events.ndjson is there already; a log is never written over')
  })

  test('counts what the plan decides, and writes nothing', async () => {
    const experiments = await fileWith({ ...definitions, experiments: [{ ...definitions.experiments[0], traffic: 1 }] })
    const { code, out } = await simulate({ experiments, effect: ['bestFirst/best=+100%'], decide: '4' })
    expect(code).toBe(0)
    expect(out).toMatch(/^decision +experiments +share +standard error\n─+\nship bestFirst +4 +100 % +0\.0 %\n$/)
  })

  test.each<[string, { readonly [name: string]: string | readonly string[] }, string]>([
    ['nothing to do', { goal: [] }, 'Say what visitors do, such as --goal best=36%'],
    ['a chance of 2', { goal: ['best=2'] }, '--goal is a goal with its chance'],
    ['a goal after nothing', { goal: ['order=best:30%'] }, 'comes after "best", so give --goal best=… before it'],
    ['an effect on nobody', { effect: ['x/best=1%'] }, '"x" is no variant. There is: control, treatment.'],
    [
      'an effect on nothing',
      { effect: ['treatment/x=1%'] },
      '"x" is no --goal or --vital. There is: best, order, LCP.',
    ],
    ['an odd effect', { effect: ['best=1%'] }, '--effect is a variant, a goal or vital and a lift'],
    ['an unknown vital', { vital: ['XYZ=1'] }, '--vital is a speed'],
    ['half a visitor', { visitors: '0.5' }, '--visitors is a whole number above 0, got "0.5".'],
    ['an attribute without values', { attribute: ['language='] }, '--attribute is a name with values'],
    ['a loss of 200 %', { loss: ['200%'] }, '--loss is a share of events'],
    ['a decision without a plan', { decide: '3' }, '--decide asks a plan'],
  ])('answers %s with a sentence', async (_, more, sentence) => {
    const { code, out, err } = await simulate(more)
    expect({ code, out }).toEqual({ code: 64, out: '' })
    expect(err).toContain(sentence)
  })
})
