/**
 * From the rows of a table to what can be measured: a table of counts as sums, a table with one row per unit as what an SDK
 * would have logged of each. The columns are told by their names, and a sentence says what they should be called.
 */
import { type MeasuredExperiment, type Measurement, proportion, type Sums } from '@heddle/analysis'

/** Cells are texts, numbers, whatever the format has. */
export interface Rows {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly unknown[])[]
}

export type TableSource =
  | { readonly kind: 'counts'; readonly measurement: Measurement; readonly metric: string }
  | {
      readonly kind: 'log'
      /** Made as they are read; the head's, which is no event, is empty. */
      readonly lines: Iterable<string>
      readonly metrics: readonly string[]
      readonly rows: number
    }

const names = {
  experiment: /^(experiment|test)(_?(id|key|name))?$/i,
  variant: /^(variant|variation|arm|group|version|treatment|bucket)(_?(id|key|name))?$/i,
  unit: /^(unit|user|visitor|customer|account)(_?(id|key|name))?$/i,
  successes: /^(successes|conversions|converted|clicks|orders|count)$/i,
  trials: /^(trials|impressions|exposures|views|visitors|units|users|total|n)$/i,
} as const

/** @throws Error that lists the columns and says which are needed */
export function tableSource({ columns, rows }: Rows, file: string): TableSource {
  if (rows.length === 0) {
    throw new Error(
      `${file}: The table has no row below its head, so there is nothing to measure. Save it again with its rows.`,
    )
  }
  const find = (role: keyof typeof names) => columns.findIndex((column) => names[role].test(column.trim()))
  if (columns.includes('stream') && columns.includes('seq') && columns.includes('type')) {
    return { kind: 'log', lines: linesOf(rows, (row) => [eventLine(columns, row)]), metrics: [], rows: rows.length }
  }
  const [variant, experiment, unit] = [find('variant'), find('experiment'), find('unit')]
  const [successes, trials] = [find('successes'), find('trials')]
  if (variant === -1) throw wrong(file, columns, 'No column says which variant a row is of')
  if (successes >= 0 && trials >= 0) {
    return countsSource({ columns, rows }, { variant, experiment, successes, trials }, file)
  }
  if (unit === -1) throw wrong(file, columns, 'No column names the unit, and there are no two columns of counts')
  return unitsSource({ columns, rows }, { variant, experiment, unit })
}

const wrong = (file: string, columns: readonly string[], what: string) =>
  new Error(
    `${file}: ${what}. Its columns are ${columns.join(', ')}. A table of units has the columns unit and variant and one for each thing ` +
      'measured; a table of counts has variant, successes and trials; experiment may stand beside them. Rename the columns and open it again.',
  )

interface CountsPlaces {
  readonly variant: number
  readonly experiment: number
  readonly successes: number
  readonly trials: number
}

function countsSource({ columns, rows }: Rows, places: CountsPlaces, file: string): TableSource {
  const byExperiment = new Map<string, Map<string, { n: bigint; x: bigint }>>()
  rows.forEach((row, place) => {
    const count = (column: number) => {
      const text = textOf(row[column]).trim()
      if (/^\d+$/.test(text)) return BigInt(text)
      throw new Error(
        `${file}, row ${place + 2}: column "${columns[column]}" holds "${text}", and a count is a whole number from 0 on.`,
      )
    }
    const [n, x] = [count(places.trials), count(places.successes)]
    if (x > n) {
      throw new Error(
        `${file}, row ${place + 2}: "${columns[places.successes]}" is larger than "${columns[places.trials]}"; successes are some of the trials.`,
      )
    }
    const key = places.experiment === -1 ? file : textOf(row[places.experiment])
    const variants = byExperiment.get(key) ?? new Map<string, { n: bigint; x: bigint }>()
    const name = textOf(row[places.variant])
    const known = variants.get(name) ?? { n: 0n, x: 0n }
    byExperiment.set(key, variants.set(name, { n: known.n + n, x: known.x + x }))
  })
  const metric = `${columns[places.successes]}/${columns[places.trials]}`
  const experiments = [...byExperiment].map(([experiment, variants]): MeasuredExperiment => {
    const sums = new Map(
      [...variants].map(([name, { n, x }]): [string, Sums] => [
        name,
        { n: Number(n), x, y: 0n, xx: 0n, yy: 0n, xy: 0n },
      ]),
    )
    return {
      experiment,
      observed: new Map([...sums].map(([name, { n }]) => [name, n])),
      metrics: [{ name: metric, metric: proportion(metric), sums }],
    }
  })
  return {
    kind: 'counts',
    metric,
    measurement: { experiments, rows: { rows: rows.length, withoutName: 0, empty: {} } },
  }
}

interface UnitsPlaces {
  readonly variant: number
  readonly experiment: number
  readonly unit: number
}

/** So many different texts still make segments; a column with more is a name or a remark. */
const mostTexts = 50

function unitsSource({ columns, rows }: Rows, { variant, experiment, unit }: UnitsPlaces): TableSource {
  const others = columns.flatMap((name, place) =>
    [variant, experiment, unit].includes(place) ? [] : [{ name, place, kind: kindOf(rows, place) }],
  )
  const lines = linesOf(rows, (row, place) => {
    const names = [row[unit], row[variant]].map(textOf)
    if (names.includes('')) return []
    const [visitor = '', which = ''] = names
    const attributes = Object.fromEntries(
      others.filter(({ kind }) => kind === 'text').map(({ name, place: column }) => [name, textOf(row[column])]),
    )
    const stamp = { stream: `row ${place + 2}`, at: 1, visitor, session: visitor, page: '/', sentAt: 1, receivedAt: 1 }
    const key = experiment === -1 ? 'table' : textOf(row[experiment])
    const seen = { type: 'exposure', experiment: key, variant: which, by: 'hand', attributes }
    const reached = others.flatMap(({ name, place: column, kind }) => {
      const value = numberOf(row[column])
      if (kind === 'text' || value === undefined || (kind === 'flag' && value === 0)) return []
      return [{ type: 'goal', goal: name, value }]
    })
    return [seen, ...reached].map((saying, index) => JSON.stringify({ ...saying, ...stamp, seq: index + 1 }))
  })
  const metrics = others.flatMap(({ name, kind }) =>
    kind === 'flag' ? [`${name}=proportion(${name})`] : kind === 'number' ? [`${name}=mean(${name}, value)`] : [],
  )
  return { kind: 'log', lines, metrics, rows: rows.length }
}

type Row = Rows['rows'][number]

function* linesOf(rows: readonly Row[], ofRow: (row: Row, place: number) => readonly string[]): Generator<string> {
  yield ''
  for (const [place, row] of rows.entries()) yield* ofRow(row, place)
}

type Kind = 'flag' | 'number' | 'text' | 'name'

function kindOf(rows: Rows['rows'], place: number): Kind {
  const cells = rows.map((row) => row[place]).filter((cell) => textOf(cell) !== '')
  const numbers = cells.map(numberOf)
  if (cells.length > 0 && numbers.every((value) => value !== undefined)) {
    return numbers.every((value) => value === 0 || value === 1) ? 'flag' : 'number'
  }
  return new Set(cells.map(textOf)).size <= mostTexts ? 'text' : 'name'
}

const flags: { readonly [text: string]: number } = { true: 1, false: 0, yes: 1, no: 0 }

function numberOf(cell: unknown): number | undefined {
  if (typeof cell === 'bigint') return Number(cell)
  const text = textOf(cell).trim()
  const flag = Object.hasOwn(flags, text.toLowerCase()) ? flags[text.toLowerCase()] : undefined
  if (flag !== undefined) return flag
  const value = Number(text)
  return text === '' || !Number.isFinite(value) ? undefined : value
}

const textOf = (cell: unknown): string => (cell === null || cell === undefined ? '' : String(cell))

/** A row of a table of events, as the line that it was. */
function eventLine(columns: readonly string[], row: readonly unknown[]): string {
  const fields = columns.flatMap((column, place) => {
    const cell = row[place]
    if (cell === null || cell === undefined || cell === '') return []
    return [[column, typeof cell === 'bigint' ? Number(cell) : cell] as const]
  })
  return JSON.stringify(Object.fromEntries(fields))
}

/** Without what only a log of the SDK can tell: how a table of units was delivered is not known. */
export function asTable(measurement: Measurement, rows: number): Measurement {
  return {
    experiments: measurement.experiments.map(({ delivery: _, losses: __, ...experiment }) => experiment),
    rows: { rows, withoutName: 0, empty: {} },
  }
}
