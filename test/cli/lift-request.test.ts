import { parseMetric } from '@heddle/analysis'
import { describe, expect, test } from 'vitest'
import type { Options } from '../../packages/cli/src/command.js'
import { readLiftRequest } from '../../packages/cli/src/lift-request.js'

const read = (sources: readonly string[], options: Options = {}) =>
  readLiftRequest({ sources, options: { alpha: '0.05', format: 'table', ...options } })
const sourceOf = (...words: Parameters<typeof read>) => {
  const answer = read(...words)
  return answer.status === 'request' ? answer.request.source : answer.sentence
}

test('reads files and folders as a log, with the metrics that were given', () => {
  expect(sourceOf(['log', 'more.ndjson.gz'], { metric: ['entered=proportion(best)'] })).toEqual({
    kind: 'log',
    paths: ['log', 'more.ndjson.gz'],
    metrics: { entered: parseMetric('proportion(best)') },
  })
  expect(sourceOf(['log'], { experiments: 'experiments.json' })).toEqual({
    kind: 'log',
    paths: ['log'],
    experiments: 'experiments.json',
  })
})

test('reads a table with one row per unit where --unit is given', () => {
  const options = { unit: 'userid', variant: 'version', metric: ['day7=proportion(retention_7)'] }
  expect(sourceOf(['visits.csv'], options)).toEqual({
    kind: 'units',
    path: 'visits.csv',
    unit: 'userid',
    variant: 'version',
    metrics: { day7: parseMetric('proportion(retention_7)') },
  })
})

test('reads a table of counts where --counts is given', () => {
  const options = { counts: 'clicks / impressions', variant: 'arm', experiment: 'test_id' }
  expect(sourceOf(['counts.parquet'], options)).toEqual({
    kind: 'counts',
    path: 'counts.parquet',
    variant: 'arm',
    experiment: 'test_id',
    counts: { successes: 'clicks', trials: 'impressions' },
  })
})

test('takes the control, the level, the experiments and the form as they are given', () => {
  const answer = read(['log'], { control: 'a', alpha: '0.01', only: ['x', 'y'] })
  expect(answer).toEqual({
    status: 'request',
    request: { source: { kind: 'log', paths: ['log'] }, control: 'a', alpha: 0.01, only: ['x', 'y'] },
  })
})

test('takes a plan of looks, always valid unless another is named', () => {
  const lookOf = (options: Options) => {
    const answer = read(['log'], options)
    return answer.status === 'request' ? answer.request.look : answer.sentence
  }
  expect(lookOf({})).toBeUndefined()
  expect(lookOf({ plannedUnits: '20000' })).toEqual({ plannedUnits: 20_000, rule: 'always-valid' })
  expect(lookOf({ plannedUnits: '20,000', look: 'group-sequential', looks: '5' })).toEqual({
    ...{ plannedUnits: 20_000, rule: 'group-sequential', looks: 5 },
  })
})

test('takes the attribute that splits the units of a log', () => {
  expect(sourceOf(['log'], { segment: 'language' })).toEqual({ kind: 'log', paths: ['log'], segment: 'language' })
})

test('takes guardrails as shares and as amounts, with the direction that is good', () => {
  const answer = read(['log'], { guardrail: ['load=2%', 'orders = 0.5'], good: ['load=down'] })
  expect(answer.status === 'request' && answer.request).toMatchObject({
    guardrails: [
      { metric: 'load', margin: { relative: 0.02 } },
      { metric: 'orders', margin: { absolute: 0.5 } },
    ],
    good: { load: 'down' },
  })
})

describe('words that contradict each other are answered with what to give', () => {
  test.each<[string, readonly string[], Options, RegExp]>([
    ['a table without columns', ['log', 'visits.csv'], {}, /^visits\.csv is a table.*--unit COLUMN.*--counts/],
    ['a column of a log', ['log'], { variant: 'v' }, /^--variant names a column of a table, and log is read as a log/],
    ['an experiment of a log', ['log'], { experiment: 'e' }, /to see one experiment of a log say --only\.$/],
    ['units without a variant', ['a.csv'], { unit: 'u', metric: ['a=mean(b)'] }, /^--unit needs --variant/],
    ['units without a metric', ['a.csv'], { unit: 'u', variant: 'v' }, /^--unit needs at least one --metric/],
    [
      'units with an experiment file',
      ['a.csv'],
      { unit: 'u', experiments: 'f' },
      /leave out --experiments, or leave out --unit/,
    ],
    ['counts without a variant', ['a.csv'], { counts: 'a/b' }, /^--counts needs --variant/],
    [
      'counts with a metric',
      ['a.csv'],
      { counts: 'a/b', metric: ['a=mean(b)'], unit: 'u' },
      /leave out --unit and --metric/,
    ],
    ['counts of one column', ['a.csv'], { counts: 'a', variant: 'v' }, /such as clicks\/impressions; got "a"\.$/],
    ['two tables', ['a.csv', 'b.csv'], { counts: 'a/b', variant: 'v' }, /^One table at a time: 2 were given/],
    ['a metric without a name', ['log'], { metric: ['mean(b)'] }, /^Metric "mean\(b\)" has no name/],
    ['two metrics of one name', ['log'], { metric: ['a=mean(b)', 'a=mean(c)'] }, /^Two metrics are named "a"/],
    [
      'a metric that is none',
      ['log'],
      { metric: ['a=median(b)'] },
      /^Metric "median\(b\)" cannot be read\. Write one of: /,
    ],
    ['a look without planned units', ['log'], { look: 'fixed' }, /^--look fixed needs --planned-units as well/],
    [
      'looks without planned units',
      ['log'],
      { looks: '4' },
      /^--looks needs --planned-units and --look group-sequential/,
    ],
    ['negative planned units', ['log'], { plannedUnits: '-20' }, /^--planned-units is a whole number .* got "-20"\.$/],
    ['no planned units', ['log'], { plannedUnits: '0' }, /^--planned-units is a whole number/],
    [
      'looks of a look that has none',
      ['log'],
      { plannedUnits: '9', looks: '4' },
      /^--looks .* only --look group-sequential/,
    ],
    [
      'half a look',
      ['log'],
      { plannedUnits: '9', look: 'group-sequential', looks: '1.5' },
      /^--looks is a whole number from 1 to 50, got "1\.5"\.$/,
    ],
    [
      'segments of a table',
      ['a.csv'],
      { unit: 'u', variant: 'v', segment: 's' },
      /leave out --segment, or leave out --unit/,
    ],
    ['a guardrail without a margin', ['log'], { guardrail: ['load'] }, /^--guardrail is a metric and .* got "load"\.$/],
    ['a margin of nothing', ['log'], { guardrail: ['load=0%'] }, /such as load=2% or load=0\.05; got "load=0%"\.$/],
    ['a negative margin', ['log'], { guardrail: ['load=-2%'] }, /got "load=-2%"\.$/],
    ['two margins', ['log'], { guardrail: ['load=2%', 'load=1'] }, /^"load" is a guardrail twice/],
    ['no direction', ['log'], { good: ['down'] }, /^--good is a metric and a direction/],
    ['a level of 2', ['log'], { alpha: '2' }, /^--alpha is a share between 0 and 1, such as 0\.05; got "2"\.$/],
  ])('%s', (_, sources, options, sentence) => {
    const answer = read(sources, options)
    expect(answer.status === 'wrong' && answer.sentence).toMatch(sentence)
  })
})
