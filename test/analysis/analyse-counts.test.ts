import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { analyseCounts } from '@heddle/analysis/duckdb'
import { compareProportions } from '@heddle/stats'
import { expect, test } from 'vitest'
import { newFolder } from './folder.js'

const counts = { successes: 'clicks', trials: 'impressions' }
const sample = new URL('../fixtures/upworthy-sample.csv', import.meta.url).pathname

async function tableOf(text: string, name = 'counts.csv'): Promise<string> {
  const path = join(await newFolder(), name)
  await writeFile(path, name.endsWith('.gz') ? gzipSync(text) : text)
  return path
}

test('compares every arm of 200 real experiments with its first', async () => {
  const { experiments, summary, rows } = await analyseCounts(sample, { experiment: 'test_id', variant: 'arm', counts })
  expect(rows).toEqual({ rows: 773, withoutName: 0, empty: {} })
  expect(summary).toMatchObject({ experiments: 200, comparisons: 573 })
  const first = experiments.find(({ experiment }) => experiment === '51436061220cb800020001e7')
  expect(first).toMatchObject({
    ...{ control: '0', controlChosenBy: 'smallest' },
    checks: { sampleRatio: { observed: { 0: 2539, 1: 2551, 2: 2629, 3: 2661 }, df: 3 } },
  })
  const metric = first?.metrics['clicks/impressions']
  expect(metric?.variants[2]).toEqual({ n: 2629, value: 68 / 2629 })
  const { difference, lift, pValue } = compareProportions({ n: 2539, successes: 49 }, { n: 2629, successes: 68 })
  expect(metric?.comparisons[1]).toMatchObject({ variant: '2', difference, lift, pValue })
})

test('adds rows of the same variant, and names the experiment like the file', async () => {
  const path = await tableOf('arm,clicks,impressions\nb,1,10\na,2,20\nb,3,30\n', 'headline.csv.gz')
  const { experiments } = await analyseCounts(path, { variant: 'arm', counts })
  expect(experiments).toMatchObject([
    {
      experiment: 'headline',
      control: 'a',
      metrics: { 'clicks/impressions': { variants: { a: { n: 20 }, b: { n: 40, value: 0.1 } } } },
    },
  ])
})

test('leaves out rows without a variant, and counts them', async () => {
  const path = await tableOf('arm,clicks,impressions\na,1,10\n,2,20\nb,3,30\n')
  const { rows, experiments } = await analyseCounts(path, { variant: 'arm', counts })
  expect(rows).toEqual({ rows: 3, withoutName: 1, empty: {} })
  expect(experiments[0]?.checks.sampleRatio.observed).toEqual({ a: 10, b: 30 })
})

test.each([
  ['a,1.5,10', 'Column "clicks" should hold a whole number from 0 to 2^53; 1 row says something else, such as "1.5".'],
  ['a,-1,10', 'Column "clicks" should hold a whole number from 0'],
  ['a,1,1e300', 'Column "impressions" should hold a whole number from 0'],
  ['a,1,many', 'Column "impressions" should hold a whole number from 0'],
  ['a,,10', 'Column "clicks" is empty in 1 of 1 rows; a count is needed.'],
  ['a,11,10', 'Column "clicks" is larger than "impressions" in variant "a" of experiment "counts"'],
])('refuses the row %s', async (row, message) => {
  const path = await tableOf(`arm,clicks,impressions\n${row}\n`)
  await expect(analyseCounts(path, { variant: 'arm', counts })).rejects.toThrow(message)
})
