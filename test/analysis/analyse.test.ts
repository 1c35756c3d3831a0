/** One experiment, metrics and a source in one call. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { analyse, blobs, counts, lines, logSources, mean, proportion, type Source } from '@heddle/analysis'
import { units } from '@heddle/analysis/duckdb'
import { analyseLog, log, readMapping } from '@heddle/analysis/node'
import { defineExperiment, defineGoal } from 'heddle'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { newFolder } from './folder.js'
import { clicks, linesOf, sees, textOf, visit } from './log-builder.js'

const tabs = defineExperiment(
  'tabs',
  { control: ['fun', 'best'], bestFirst: ['best', 'fun'] },
  { weights: { bestFirst: 3 } },
)
const best = defineGoal('best')
const metrics = { entered: proportion(best), presses: mean(best) }

/** 40 visits in two variants: 5 of 20 press in the control, 18 of 20 in the other. */
const events = Array.from({ length: 40 }, (_, index) => {
  const variant = index % 2 === 0 ? 'control' : 'bestFirst'
  const clicking = variant === 'bestFirst' ? index % 20 !== 1 : index % 8 === 0
  const exposure = [0, sees('tabs', variant, { attributes: { lang: index % 4 < 2 ? 'en' : 'ar' } })] as const
  return visit({ visitor: `visitor ${index}` }, exposure, ...(clicking ? [[1, clicks('best')] as const] : []))
}).flat()
const elsewhere = visit({ visitor: 'zoe' }, [0, sees('label', 'control')])

test('gives the report of a log, the same as the whole analysis, with the types of its names', async () => {
  const folder = await newFolder()
  await writeFile(join(folder, 'a.ndjson'), textOf([...events, ...elsewhere]))
  const report = await analyse(tabs, metrics, log(folder))
  expect(report.metrics.entered.variants.bestFirst).toEqual({ n: 20, value: 0.9 })
  expect(report.metrics.presses.variants.control).toEqual({ n: 20, value: 0.25 })
  expectTypeOf(report.control).toEqualTypeOf<'control' | 'bestFirst'>()
  expectTypeOf(report.metrics).toHaveProperty('presses')
  // @ts-expect-error: a metric that was not asked for
  expect(report.metrics.orders).toBeUndefined()
  // @ts-expect-error: a variant that the experiment does not have
  expect(report.metrics.entered.variants.bestLast).toBeUndefined()

  const { experiments, log: read } = await analyseLog([folder], {
    ...{
      metrics,
      experiments: {
        experiments: [{ key: 'tabs', variants: tabs.variants, weights: { bestFirst: 3 } }],
        goals: [],
        metrics: {},
      },
    },
  })
  const { source, ...rest } = report
  expect(rest).toEqual(experiments.find(({ experiment }) => experiment === 'tabs'))
  expect(source).toEqual({ log: read })
})

test('checks the sample ratio against the weights of the definition, and against equal ones without it', async () => {
  const source = lines(linesOf(events))
  const defined = await analyse(tabs, metrics, source)
  expect(defined.checks.sampleRatio).toMatchObject({ expected: { control: 10, bestFirst: 30 } })
  const named = await analyse('tabs', metrics, source)
  expect(named.checks.sampleRatio).toMatchObject({ expected: { control: 20, bestFirst: 20 } })
  expectTypeOf(named.control).toEqualTypeOf<string>()
})

test('shows a variant that nobody met', async () => {
  const three = defineExperiment('tabs', { control: 1, bestFirst: 2, bestLast: 3 })
  const report = await analyse(three, metrics, lines(linesOf(events)))
  expect(report.metrics.entered.variants.bestLast).toEqual({ n: 0, value: null })
})

test('takes looks, guardrails and segments as the command does', async () => {
  const report = await analyse(tabs, metrics, lines(linesOf(events)), {
    ...{ segment: 'lang', control: 'bestFirst', look: { plannedUnits: 100 }, alpha: 0.1 },
    guardrails: [{ metric: 'presses', margin: { relative: 0.1 } }],
  })
  expect(report).toMatchObject({
    control: 'bestFirst',
    controlChosenBy: 'option',
    segmentedBy: 'lang',
    look: { units: 40 },
  })
  const [comparison] = report.metrics.presses.comparisons
  expect(comparison).toMatchObject({ variant: 'control', guardrail: { good: 'up' } })
  expect(comparison?.segments?.map(({ segment }) => segment)).toEqual(['ar', 'en'])
  // @ts-expect-error: a control that the experiment does not have
  await expect(analyse(tabs, metrics, lines(linesOf(events)), { control: 'old' })).rejects.toThrow(
    'Experiment "tabs" has no variant "old" to be its control. It has: bestFirst, control.',
  )
  // @ts-expect-error: a guardrail that is no metric
  const wrong = analyse(tabs, metrics, lines(linesOf(events)), {
    guardrails: [{ metric: 'lcp', margin: { relative: 1 } }],
  })
  await expect(wrong).rejects.toThrow('The guardrail "lcp" is no metric.')
})

describe('any source gives the same numbers', () => {
  const entered = { entered: proportion(best) }
  const sources: { readonly [name: string]: () => Promise<Source> } = {
    lines: async () => lines(linesOf(events)),
    chunks: async () => logSources([{ name: 'log', chunks: [Buffer.from(textOf(events))] }]),
    blobs: async () => blobs([new Blob([textOf(events.slice(0, 31))]), new Blob([textOf(events.slice(31))])]),
    'packed blobs': async () => blobs([new Blob([gzipSync(textOf(events))])]),
    files: async () => {
      const folder = await newFolder()
      await writeFile(join(folder, 'a.ndjson.gz'), gzipSync(textOf(events)))
      return log([folder])
    },
    counts: async () => counts({ control: { units: 20, best: 5 }, bestFirst: { units: 20, best: 18 } }),
    'a table of units': async () => {
      const path = join(await newFolder(), 'tabs.csv')
      const reached = new Set(events.flatMap(({ type, visitor }) => (type === 'click' ? [visitor] : [])))
      const rows = events.flatMap((event) =>
        event.type === 'exposure' ? [`${event.visitor},${event.variant},${reached.has(event.visitor)}`] : [],
      )
      await writeFile(path, `id,arm,best\n${rows.join('\n')}\n`)
      return units(path, { unit: 'id', variant: 'arm' })
    },
    'a source of one’s own': async () => ({
      measure: (wanted, options) => lines(linesOf(events)).measure(wanted, options),
    }),
  }
  test.each(Object.entries(sources))('%s', async (_, open) => {
    const { metrics: found, checks, control } = await analyse(tabs, entered, await open())
    const expected = await analyse(tabs, entered, lines(linesOf(events)))
    expect({ control, found, ratio: checks.sampleRatio }).toEqual({
      ...{ control: expected.control, found: expected.metrics, ratio: expected.checks.sampleRatio },
    })
  })
})

test('reads the log of another tool, and says what it was like', async () => {
  const path = fileURLToPath(new URL('../fixtures/foreign/segment.ndjson', import.meta.url))
  const mapping = await readMapping('segment')
  const bought = { bought: proportion('Order Completed') }
  const report = await analyse('home-tabs', bought, log(path, { mapping }))
  expect(report.metrics.bought.variants).toEqual({ control: { n: 8, value: 0.25 }, bestFirst: { n: 8, value: 0.5 } })
  expect(report.source.mapped).toMatchObject({ records: 38, repeated: 1 })
  const other = log(path, { mapping: await readMapping('ga4') })
  await expect(analyse('home-tabs', bought, other)).rejects.toThrow(
    'The source has no experiment "home-tabs". It has none at all. No record is an exposure, so there is no experiment to report.',
  )
})

test('says which experiments there are, if the one that is asked for is not', async () => {
  const source = lines(linesOf([...events, ...elsewhere]))
  await expect(analyse('tab', metrics, source)).rejects.toThrow(
    'The source has no experiment "tab". It has: label, tabs.',
  )
  await expect(analyse(tabs, metrics, lines([]))).rejects.toThrow('It has none at all.')
  await expect(analyse(tabs, {}, source)).rejects.toThrow('Experiment "tabs" has no metric to be compared by')
})

test('a packed blob that was cut is read up to the cut', async () => {
  const packed = gzipSync(textOf(events))
  const { source } = await analyse(tabs, metrics, blobs([new File([packed.subarray(0, -20)], 'cut.gz')]))
  expect(source.log?.broken.first.at(-1)).toMatchObject({
    ...{ file: 'cut.gz', reason: expect.stringMatching(/^the rest of the file cannot be unpacked/) },
  })
})

test('counts refuse what they cannot know', async () => {
  const own = { control: { units: 9, best: 3 }, up: { units: 9 } }
  expect(() => counts({ control: { units: 9, best: 10 } })).toThrow('10 units reached "best", and there are only 9')
  expect(() => counts({ control: { units: 0.5 } })).toThrow('"units" is a whole number from 0, got 0.5')
  await expect(analyse('tabs', metrics, counts(own))).rejects.toThrow('variant "up" has no count of "best"')
  await expect(analyse('tabs', { m: mean('best') }, counts(own))).rejects.toThrow('is of the kind mean')
  await expect(analyse('tabs', metrics, counts(own), { segment: 'lang' })).rejects.toThrow('cannot be split by "lang"')
})
