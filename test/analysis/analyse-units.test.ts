import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  between,
  exposures,
  funnel,
  liftReport,
  type Metrics,
  mean,
  methodOf,
  proportion,
  quantile,
  ratio,
  retention,
  scan,
  values,
} from '@heddle/analysis'
import { analyseUnits, measureUnits } from '@heddle/analysis/duckdb'
import { compareMeansAdjusted, crossMomentsOf } from '@heddle/stats'
import { expect, test } from 'vitest'
import { openDatabase } from '../../packages/analysis/src/duckdb/database.js'
import type { Table } from '../../packages/analysis/src/duckdb/table.js'
import { unitSums } from '../../packages/analysis/src/duckdb/unit-sums.js'
import { newFolder } from './folder.js'
import { linesOf, reaches, sees, visit } from './log-builder.js'

const columns = { unit: 'userid', variant: 'version' }

async function csvOf(...lines: string[]): Promise<string> {
  const path = join(await newFolder(), 'visits.csv')
  await writeFile(path, lines.map((line) => `${line}\n`).join(''))
  return path
}

/** The same table, with types of its own. */
async function parquetOf(csv: string): Promise<string> {
  const path = csv.replace('.csv', '.parquet')
  const { query, close } = await openDatabase()
  await query(`COPY (SELECT * FROM read_csv('${csv}')) TO '${path}' (FORMAT parquet)`)
  close()
  return path
}

const visits = [
  'userid,version,retention_7,sum_gamerounds,won',
  ...[
    '1,gate_30,true,3,1',
    '2,gate_30,false,38,9',
    '3,gate_40,true,165,80',
    '4,gate_40,false,1,0',
    '5,gate_40,true,179,90',
  ],
]
const metrics: Metrics = {
  day7: proportion('retention_7'),
  rounds: mean('sum_gamerounds'),
  wins: ratio('won', 'sum_gamerounds'),
}

test('takes noise out of a column by another one that was there before', async () => {
  const people = Array.from({ length: 60 }, (_, at) => ({
    variant: at % 2 === 0 ? 'gate_30' : 'gate_40',
    before: (at * 7) % 31,
    after: 2 * ((at * 7) % 31) + (at % 2) + (at % 3) / 4,
  }))
  const path = await csvOf(
    'userid,version,spent,earlier',
    ...people.map(({ variant, before, after }, at) => `${at},${variant},${after},${before}`),
  )
  const options = {
    ...columns,
    metrics: { plain: mean('spent'), surer: mean('spent', 'value', { covariate: 'earlier' }) },
  }
  const [experiment] = (await analyseUnits(path, options)).experiments
  const [plain, surer] = ['plain', 'surer'].map((name) => experiment?.metrics[name])
  const arm = (wanted: string) =>
    crossMomentsOf(people.filter(({ variant }) => variant === wanted).map(({ before, after }) => [after, before]))
  const expected = compareMeansAdjusted(arm('gate_30'), arm('gate_40'))
  expect(surer?.variants).toEqual(plain?.variants)
  expect(surer?.comparisons[0]?.adjusted?.varianceReduction).toBeCloseTo(
    expected.adjusted?.varianceReduction ?? Number.NaN,
    9,
  )
  expect(surer?.comparisons[0]?.pValue).toBeCloseTo(expected.pValue ?? Number.NaN, 12)
  expect(surer?.comparisons[0]?.pValue ?? 1).toBeLessThan(plain?.comparisons[0]?.pValue ?? 0)
})

test('gives the lift of a table with one row per unit', async () => {
  const { experiments, rows } = await analyseUnits(await csvOf(...visits), { ...columns, metrics })
  expect(rows).toEqual({ rows: 5, withoutName: 0, empty: {} })
  expect(experiments).toMatchObject([
    {
      ...{ experiment: 'visits', control: 'gate_30', checks: { crossover: { units: 0 } } },
      metrics: {
        day7: { kind: 'proportion', variants: { gate_30: { n: 2, value: 0.5 }, gate_40: { n: 3, value: 2 / 3 } } },
        rounds: { kind: 'mean', variants: { gate_30: { n: 2, value: 20.5 }, gate_40: { n: 3, value: 115 } } },
        wins: { kind: 'ratio', variants: { gate_30: { value: 10 / 41 }, gate_40: { value: 170 / 345 } } },
      },
    },
  ])
})

test('says the same of CSV and Parquet', async () => {
  const csv = await csvOf(...visits)
  const parquet = await parquetOf(csv)
  expect(await analyseUnits(parquet, { ...columns, metrics })).toEqual(await analyseUnits(csv, { ...columns, metrics }))
})

test('gives the same sums as a scan of the same visits, to the last bit', async () => {
  // A linear congruential generator with a fixed start: amounts with many digits, some negative.
  let state = 12345
  const random = () => {
    state = (state * 1103515245 + 12345) % 2 ** 31
    return state / 2 ** 31
  }
  const people = Array.from({ length: 500 }, (_, id) => ({
    ...{ id: `v${id}`, variant: random() < 0.5 ? 'control' : 'bold' },
    amount: random() < 0.3 ? undefined : (random() - 0.2) * 10 ** Math.floor(random() * 9),
  }))
  const log = people.flatMap(({ id, variant, amount }) =>
    visit(
      { visitor: id },
      [0, sees('visits', variant)],
      ...(amount === undefined ? [] : [[1, reaches('paid', amount)] as const]),
    ),
  )
  const csv = await csvOf(
    'userid,version,paid,often,one',
    ...people.map(({ id, variant, amount }) => `${id},${variant},${amount ?? ''},${amount === undefined ? 0 : 1},1`),
  )
  const scanned = await scan([{ name: 'log', lines: linesOf(log) }], {
    metrics: {
      revenue: mean('paid', 'value'),
      cents: mean('paid', 'value', { scale: 100 }),
      buyers: proportion('paid'),
      rate: ratio('paid', exposures()),
    },
  })
  const table = await measureUnits(csv, {
    ...columns,
    metrics: {
      revenue: mean('paid'),
      cents: mean('paid', 'count', { scale: 100 }),
      buyers: proportion('often'),
      rate: ratio('often', 'one'),
    },
  })
  const sumsOf = ({ experiments }: typeof scanned) =>
    experiments.map(({ observed, metrics }) => [observed, metrics.map(({ sums }) => sums)])
  expect(sumsOf(table)).toEqual(sumsOf(scanned))
  const valuesOf = (measurement: typeof scanned) => {
    const [experiment] = liftReport(measurement).experiments
    return Object.values(experiment?.metrics ?? {}).map(({ variants, comparisons }) => [variants, comparisons])
  }
  expect(valuesOf(table)).toEqual(valuesOf(scanned))
})

test('sets a unit apart that is in two variants, and counts it', async () => {
  const path = await csvOf('userid,version,paid', 'a,x,1', 'b,y,1', 'a,y,1', 'c,x,0')
  const { experiments } = await analyseUnits(path, { ...columns, metrics: { paid: proportion('paid') } })
  expect(experiments[0]).toMatchObject({
    checks: { crossover: { units: 1 }, sampleRatio: { observed: { x: 1, y: 1 } } },
    metrics: { paid: { variants: { x: { n: 1, value: 0 }, y: { n: 1, value: 1 } } } },
  })
})

test('refuses a unit that has two rows in one variant, and names it', async () => {
  const path = await csvOf('userid,version,paid', 'a,x,1', 'b,y,1', 'a,x,1')
  await expect(analyseUnits(path, { ...columns, metrics: { paid: proportion('paid') } })).rejects.toThrow(
    'Units have more than one row in the same variant: 1, such as "a". Give one row per unit.',
  )
})

test('lets a unit be in several experiments', async () => {
  const path = await csvOf('test,userid,version,paid', '1,a,x,1', '2,a,y,0', '1,b,y,0', '2,b,x,1')
  const { experiments } = await analyseUnits(path, {
    ...columns,
    experiment: 'test',
    metrics: { paid: proportion('paid') },
  })
  expect(experiments.map(({ experiment, metrics }) => [experiment, metrics.paid?.variants.x?.value])).toEqual([
    ['1', 1],
    ['2', 1],
  ])
})

test('counts an empty field as 0 and says so; leaves out a row without a unit', async () => {
  const path = await csvOf('userid,version,paid', 'a,x,', 'b,x,4', ',x,4', 'c,y,2')
  const { experiments, rows } = await analyseUnits(path, { ...columns, metrics: { paid: mean('paid') } })
  expect(rows).toEqual({ rows: 4, withoutName: 1, empty: { paid: 1 } })
  expect(experiments[0]?.metrics.paid?.variants).toEqual({ x: { n: 2, value: 2 }, y: { n: 1, value: 2 } })
})

test('keeps ids of digits as they are', async () => {
  const path = await csvOf('userid,version,paid', '007,01,1', '7,1,1', '12345678901234567890,1e2,1')
  const { experiments } = await analyseUnits(path, { ...columns, metrics: { paid: proportion('paid') } })
  expect(Object.keys(experiments[0]?.metrics.paid?.variants ?? {}).sort()).toEqual(['01', '1', '1e2'])
})

test('reads every row, also one that looks like a comment', async () => {
  const path = await csvOf('userid,version,paid', '#1,x,1', '2,x,0', '3,y,1')
  const { rows } = await analyseUnits(path, { ...columns, metrics: { paid: proportion('paid') } })
  expect(rows?.rows).toBe(3)
})

test('refuses a file whose rows differ in length, early or late', async () => {
  const options = { ...columns, metrics: { paid: proportion('paid') } }
  await expect(analyseUnits(await csvOf('userid,version,paid', '1,x', '2,x,0'), options)).rejects.toThrow(
    'Its columns are: userid,version,paid. If that should be several, its rows differ in their number of fields.',
  )
  const many = Array.from({ length: 50_000 }, (_, id) => `${id},x,1`)
  await expect(analyseUnits(await csvOf('userid,version,paid', ...many, 'cut,x'), options)).rejects.toThrow(
    /visits\.csv" cannot be read as a table: .* Line: 50002/,
  )
})

test('takes columns of any name', async () => {
  const name = `x"; DROP TABLE cells; -- '`
  const path = await csvOf(`"${name.replaceAll('"', '""')}",unit,"select"`, 'a,1,1', 'b,2,0')
  const { experiments } = await analyseUnits(path, {
    unit: 'unit',
    variant: name,
    metrics: { it: proportion('select') },
  })
  expect(experiments[0]?.metrics.it?.variants).toEqual({ a: { n: 1, value: 1 }, b: { n: 1, value: 0 } })
})

test.each([
  [
    'proportion',
    { it: proportion('paid') },
    'Column "paid" should hold 0, 1, true or false; 2 rows say something else, such as "maybe".',
  ],
  [
    'mean',
    { it: mean('paid') },
    'Column "paid" should hold a finite number; 2 rows say something else, such as "maybe".',
  ],
  ['exposures', { it: ratio('paid', exposures()) }, 'Metric "it" counts exposures, but a table of units has none'],
  [
    'window',
    { it: proportion('paid', { window: '7 d' }) },
    'Metric "it" has a window, but a table of units has no times.',
  ],
  ['retention', { it: retention(7) }, 'Metric "it" is of the kind retention, which needs a log of events;'],
  [
    'quantile',
    { it: quantile(values('paid'), 0.5) },
    'Metric "it" is of the kind quantile, which needs a log of events;',
  ],
  ['funnel', { it: funnel(['paid', 'price']) }, 'Metric "it" is of the kind funnel, which needs a log of events;'],
  ['between', { it: between('paid', 'price', { horizon: 1 }) }, 'Metric "it" is of the kind between, which needs'],
  ['cap', { it: mean('paid', 'count', { cap: 0.9 }) }, 'Metric "it" has a cap, which needs a log of events;'],
  [
    'before',
    { it: mean('paid', 'count', { before: '1 d' }) },
    'Metric "it" looks at what units did before, which needs a log of events;',
  ],
  ['column', { it: mean('price') }, 'has no column "price". Its columns are: userid, version, paid.'],
])('refuses a metric that does not fit the table: %s', async (_, metrics, message) => {
  const path = await csvOf('userid,version,paid', 'a,x,1', 'b,y,maybe', 'c,y,nan')
  await expect(analyseUnits(path, { ...columns, metrics })).rejects.toThrow(message)
})

test('refuses sums that are no longer exact, and names the metric', { timeout: 30_000 }, async () => {
  const large = await csvOf('userid,version,paid', 'a,x,1e10', 'b,y,1')
  await expect(analyseUnits(large, { ...columns, metrics: { it: mean('paid') } })).rejects.toThrow(
    'Metric "it": the total of one unit passes 2^53 at scale 1000000',
  )
  // 2²¹ squares of 2⁵³ are 2¹²⁷, one more than 128 bits with a sign can hold; DuckDB's own sum would wrap in silence.
  const { query, close } = await openDatabase()
  await query(
    `CREATE TABLE cells AS SELECT 'e' AS experiment, 'x' AS variant, '9007199254740992' AS c0 FROM range(2097153)`,
  )
  const table: Table = { query, close, rows: 0, withoutName: 0, cell: () => 'c0' }
  const { needs } = methodOf(mean('paid', 'count', { scale: 1 }))
  await expect(unitSums(table, 'it', needs)).rejects.toThrow('Metric "it": the sum of squares passes 2^127')
  close()
})

test('names a file that is not there, or is no table', async () => {
  const options = { ...columns, metrics }
  await expect(analyseUnits('/nowhere/visits.csv', options)).rejects.toThrow(
    'There is no table at "/nowhere/visits.csv".',
  )
  const folder = await newFolder()
  await writeFile(join(folder, 'visits.xlsx'), 'x')
  await writeFile(join(folder, 'visits.parquet'), 'x')
  await expect(analyseUnits(join(folder, 'visits.xlsx'), options)).rejects.toThrow(
    'its name should end in .csv, .csv.gz or .parquet',
  )
  await expect(analyseUnits(join(folder, 'visits.parquet'), options)).rejects.toThrow(
    /visits\.parquet" cannot be read as a table: /,
  )
})

test('says what to install where DuckDB is missing', async () => {
  const missing = () => Promise.reject(new Error('Cannot find package'))
  await expect(openDatabase(missing)).rejects.toThrow(
    'Tables are read by DuckDB, which is not installed: npm install @duckdb/node-api',
  )
})
