/**
 * The files that are open, and every answer that can be had of them. Knows no worker: messages go in and out in script.ts.
 */

import type { Definitions } from '@heddle/analysis'
import {
  attributesOf,
  clicksBySlot,
  funnel,
  type LiftReport,
  type LogTable,
  liftReport,
  type Metrics,
  measure,
  type PathsReport,
  parseMetric,
  pathsAround,
  proportion,
  shareOfClicks,
} from '@heddle/analysis'
import { definitionsFor } from './definitions-for.js'
import { readExperimentFile } from './experiment-file.js'
import type { Feed } from './feed.js'
import { type GrowingFeed, growingFeed, joined } from './growing.js'
import {
  type Answer,
  type Catalogue,
  type Days,
  type LiftQuestion,
  type PathsQuestion,
  type Question,
  visitsAtOnce,
} from './messages.js'
import { overTime } from './over-time.js'
import { readDays, readWhole } from './read-days.js'
import { isTableName, readTable } from './read-table.js'
import { asTable, type TableSource } from './table-source.js'

export interface Opened {
  readonly catalogue: Catalogue
  /** @throws Error whose message is a sentence for the reader; the signal's reason, where the files are read anew for it */
  answer(question: Question, signal?: AbortSignal): Promise<Answer>
  /** The same with what has come to the last file since it was opened. @throws Error as opening it all does */
  grow(more: File): Promise<Opened>
}

/**
 * @param files a log or a table, and with it perhaps an experiment file, which goes before the definitions
 * @param definitions what is tested and computed, where somebody has said so
 * @throws Error with a sentence that says what is wrong with a file and what to do
 */
export async function openFiles(
  files: readonly File[],
  onProgress: (read: number, total: number) => void,
  definitions?: Definitions,
): Promise<Opened> {
  const said = await Promise.all(files.map(readExperimentFile))
  const logs = files.filter((_, place) => said[place] === undefined)
  const own = said.find((one) => one !== undefined)
  if (own && logs.length === 0) throw new Error('An experiment file says what is tested. Open the log, too.')
  return openLogs(logs, onProgress, own ?? definitions)
}

async function openLogs(
  files: readonly File[],
  onProgress: (read: number, total: number) => void,
  definitions: Definitions | undefined,
): Promise<Opened> {
  const total = files.reduce((sum, { size }) => sum + size, 0)
  if (total === 0) throw new Error('The file is empty. A log has one event on each line; heddle collect writes one.')
  const tables = files.filter(({ name }) => isTableName(name))
  const [only] = tables
  if (!only)
    return logOpened(
      growingFeed(files, (read) => onProgress(read, total)),
      { definitions },
    )
  if (files.length > 1) throw new Error(severalFiles(tables))
  const table = await readTable(only)
  const opened = table.kind === 'counts' ? countsOpened(table) : await logOpened(fixed(feedOfTable(only, table)), table)
  return { ...opened, grow: (more) => openLogs([joined(files, more)], onProgress, definitions) }
}

const severalFiles = (tables: readonly File[]) =>
  `Several files can only be the parts of one log, and ${tables.map(({ name }) => name).join(', ')} ` +
  `${tables.length === 1 ? 'is a table' : 'are tables'}. Open one table at a time.`

/** Of a table, which is read anew if it has grown. */
const fixed = (feed: Feed): GrowingFeed => ({ feed, add: () => feed })

/** Its rows are kept for the first reading only. */
function feedOfTable(file: File, first: Extract<TableSource, { kind: 'log' }>): Feed {
  let table: TableSource | undefined = first
  return async () => {
    const read = table ?? (await readTable(file))
    table = undefined
    return read.kind === 'log' ? [{ name: file.name, lines: read.lines }] : []
  }
}

function countsOpened({ measurement, metric }: Extract<TableSource, { kind: 'counts' }>): Omit<Opened, 'grow'> {
  const experiments = measurement.experiments.map(({ experiment }) => experiment)
  return {
    catalogue: { experiments, goals: [], items: [], attributes: [], days: [], lines: 0, events: 0, metrics: [metric] },
    answer: async (question) => {
      if (question.ask !== 'lift') throw new Error('A table of counts has totals only: open a log to see this.')
      return only(liftReport(measurement), question.experiment)
    },
  }
}

interface LogSettings {
  /** Of a table: what its columns are. */
  readonly metrics?: readonly string[]
  readonly rows?: number
  readonly definitions?: Definitions | undefined
}

/** Any question whose answer is a lift. */
type LiftAsked = Extract<Question, LiftQuestion>

async function logOpened(
  { feed, add }: GrowingFeed,
  { metrics = [], rows, definitions }: LogSettings,
): Promise<Opened> {
  const whole = await readWhole(feed)
  const { events, lines } = whole.table
  if (lines().events === 0) throw new Error(nothingRead(whole.table))
  let kept: { readonly key: string; readonly table: LogTable } = { key: keyOf({}), table: whole.table }
  const isTable = metrics.length > 0
  const tableOf = async (wanted: Days, signal?: AbortSignal): Promise<LogTable> => {
    // Nobody knows when the rows of a table were received.
    if (isTable || kept.key === keyOf(wanted)) return kept.table
    kept = { key: keyOf(wanted), table: await readDays(feed, wanted, signal) }
    return kept.table
  }
  const report = (table: LogTable, asked: LiftAsked, wanted: Metrics, planned = asked.planned): LiftReport => {
    const { segment, experiment } = asked
    const measured = measure(table, {
      metrics: wanted,
      vitals: asked.ask === 'lift', // Speed is guarded without being asked, and may decide.
      ...(segment === undefined ? {} : { segment }),
    })
    const look = planned === undefined ? {} : { look: { plannedUnits: planned } }
    const options = definitions ? { ...look, experiments: definitionsFor(definitions, wanted) } : look
    return only(liftReport(isTable ? asTable(measured, rows ?? 0) : measured, options), experiment)
  }
  const goals = () => [...events.goals.texts()].sort()
  // Of the whole log, so that a day without a goal shows it with nothing.
  const everyGoal = (): Metrics => Object.fromEntries(goals().map((goal) => [goal, proportion(goal)]))
  const usual = () => definitions?.metrics ?? readMetrics(metrics.join(';')) ?? everyGoal()
  const metricsOf = (text: string) => readMetrics(text, definitions?.metrics) ?? usual()
  const opened: Opened = {
    get catalogue() {
      return {
        experiments: [...whole.table.met.experiments()].sort(),
        goals: goals(),
        items: [...events.items.texts()].sort(),
        attributes: [...attributesOf(events)].sort(),
        days: isTable ? [] : whole.days(),
        lines: lines().count,
        events: lines().events,
        metrics: definitions?.metrics ? Object.keys(definitions.metrics) : metrics,
      }
    },
    grow: async (more) => {
      await whole.add(add(more))
      kept = { key: keyOf({}), table: whole.table }
      return opened
    },
    answer: async (question, signal): Promise<Answer> => {
      const table = await tableOf(question, signal)
      switch (question.ask) {
        case 'lift':
          return report(table, question, metricsOf(question.metrics))
        case 'funnel': {
          const name = question.goals.join(' → ')
          return report(table, question, { [name]: funnel(question.goals) })
        }
        case 'over-time':
          return overTime(
            feed,
            question,
            table,
            (evening, planned) => report(evening, question, metricsOf(question.metrics), planned),
            signal,
          )
        case 'share':
          return shareOfClicks(table, { goals: question.goals, ...withExperiment(question) })
        case 'slots':
          return slotsOf(table, question)
        case 'paths':
          return pathsOf(table, question)
      }
    },
  }
  return opened
}

/** The same for the same days. */
const keyOf = ({ from, to }: Days): string => `${from ?? ''} ${to ?? ''}`

/** Names of items that these days do not hold are left out: another day's link may have them. */
function slotsOf(table: LogTable, { experiment, items }: Extract<Question, { ask: 'slots' }>): Answer {
  const known = items.filter((item) => table.events.items.find(item) !== undefined)
  return clicksBySlot(table, { experiment, ...(known.length > 0 ? { items: known } : {}) })
}

/** Single visits of a variant or a last goal that these days do not hold are those of all. */
function pathsOf(table: LogTable, { step, without, experiment, variant, last, skip }: PathsQuestion): PathsReport {
  const hasVariant = variant !== undefined && experiment !== undefined && table.met.get(experiment).has(variant)
  const hasLast = last !== undefined && table.events.goals.find(last) !== undefined
  return pathsAround(table, {
    ...{ step, steps: 8, top: 12 },
    ...(without === undefined ? {} : { without }),
    ...withExperiment({ experiment }),
    single: {
      ...{ count: visitsAtOnce, offset: skip ?? 0 },
      ...(hasVariant ? { variant } : {}),
      ...(hasLast ? { last } : {}),
    },
  })
}

/** `a=mean(order); proportion(best)`: a metric without a name has its own text for one; one that is defined is its name. */
function readMetrics(text: string, defined: Metrics = {}): Metrics | undefined {
  const parts = text.split(';').map((part) => part.trim())
  const wanted = parts.filter((part) => part !== '')
  if (wanted.length === 0) return undefined
  return Object.fromEntries(
    wanted.map((part) => {
      const known = Object.hasOwn(defined, part) ? defined[part] : undefined
      if (known) return [part, known]
      const [, name, metric = part] = /^([^=(]+)=(.*)$/s.exec(part) ?? []
      return [(name ?? part).trim(), parseMetric(metric)]
    }),
  )
}

const withExperiment = ({ experiment }: { readonly experiment?: string | undefined }) =>
  experiment === undefined ? {} : { experiment }

function only(report: LiftReport, experiment: string | undefined): LiftReport {
  if (experiment === undefined) return report
  const experiments = report.experiments.filter((one) => one.experiment === experiment)
  if (experiments.length > 0) return { ...report, experiments }
  throw new Error(`There is no experiment "${experiment}" here. Choose another one.`)
}

function nothingRead({ lines, broken }: LogTable): string {
  const [first] = broken.first
  const where = first ? ` The first is line ${first.line} of ${first.file}: ${first.reason}.` : ''
  return (
    `None of the ${lines().count} lines could be read as an event.${where} A log has one JSON object on each line, as heddle collect ` +
    'writes it; a table has a name that ends in .csv or .parquet.'
  )
}
