/**
 * The files that are open, and every answer that can be had of them. Knows no worker: messages go in and out in script.ts.
 */
import {
  attributesOf,
  funnel,
  type LiftReport,
  type LogTable,
  liftReport,
  type Metrics,
  measure,
  parseMetric,
  pathsAround,
  proportion,
  shareOfClicks,
} from '@heddle/analysis'
import { readCsv } from './csv.js'
import { type Feed, feedOfFiles, feedOfLines, keyOf, readTable } from './feed.js'
import { isGzipped } from './lines-of.js'
import type { Answer, Catalogue, Days, LiftQuestion, Question } from './messages.js'
import { overTime } from './over-time.js'
import { readParquet } from './parquet.js'
import { asTable, type Rows, type TableSource, tableSource } from './table-source.js'

export interface Opened {
  readonly catalogue: Catalogue
  /** @throws Error whose message is a sentence for the reader */
  answer(question: Question): Promise<Answer>
}

/** @throws Error with a sentence that says what is wrong with a file and what to do */
export async function openFiles(
  files: readonly File[],
  onProgress: (read: number, total: number) => void,
): Promise<Opened> {
  const total = files.reduce((sum, { size }) => sum + size, 0)
  if (total === 0) throw new Error('The file is empty. A log has one event on each line; heddle collect writes one.')
  let read = 0
  const onRead = (bytes: number) => {
    read += bytes
    onProgress(read, total)
  }
  const [first] = files
  const table = first && files.length === 1 ? await tableIn(first) : undefined
  if (table?.kind === 'counts') return countsOpened(table)
  return table ? logOpened(feedOfLines(table.lines), table) : logOpened(feedOfFiles(files, onRead))
}

/** A table by the name of its file; anything else is read as a log. */
async function tableIn(file: File): Promise<TableSource | undefined> {
  if (/\.parquet$/i.test(file.name)) return tableSource(await readParquet(file), file.name)
  if (!/\.(csv|tsv)(\.gz)?$/i.test(file.name)) return undefined
  const packed = await isGzipped(file)
  const bytes = packed ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream()
  const [columns = [], ...rows] = readCsv(await new Response(bytes).text())
  return tableSource({ columns, rows } satisfies Rows, file.name)
}

function countsOpened({ measurement, metric }: Extract<TableSource, { kind: 'counts' }>): Opened {
  const experiments = measurement.experiments.map(({ experiment }) => experiment)
  return {
    catalogue: { experiments, goals: [], attributes: [], days: [], lines: 0, events: 0, metrics: [metric] },
    answer: async (question) => {
      if (question.ask !== 'lift') throw new Error('A table of counts has totals only: open a log to see this.')
      return only(liftReport(measurement), question.experiment)
    },
  }
}

async function logOpened(
  feed: Feed,
  { metrics = [], rows }: { readonly metrics?: readonly string[]; readonly rows?: number } = {},
): Promise<Opened> {
  const days = new Set<string>()
  const whole = await readTable(feed, {}, (day) => days.add(day))
  const { events } = whole
  if (whole.lines().events === 0) throw new Error(nothingRead(whole))
  let kept: { readonly key: string; readonly table: LogTable } = { key: keyOf({}), table: whole }
  const tableOf = async (wanted: Days): Promise<LogTable> => {
    if (kept.key !== keyOf(wanted)) kept = { key: keyOf(wanted), table: await readTable(feed, wanted) }
    return kept.table
  }
  const isTable = metrics.length > 0
  const report = (
    table: LogTable,
    asked: LiftQuestion,
    wanted: Metrics,
    {
      planned = asked.planned,
      vitals = false,
    }: { readonly planned?: number | undefined; readonly vitals?: boolean } = {},
  ): LiftReport => {
    const { segment, experiment } = asked
    const measured = measure(table, {
      metrics: wanted,
      vitals,
      ...(segment === undefined ? {} : { segment }),
    })
    const look = planned === undefined ? {} : { look: { plannedUnits: planned } }
    return only(liftReport(isTable ? asTable(measured, rows ?? 0) : measured, look), experiment)
  }
  const goals = [...events.goals.texts()].sort()
  // Of the whole log, so that a day without a goal shows it with nothing.
  const everyGoal: Metrics = Object.fromEntries(goals.map((goal) => [goal, proportion(goal)]))
  const metricsOf = (text: string) => readMetrics(text.trim() === '' ? metrics.join(';') : text) ?? everyGoal
  return {
    catalogue: {
      experiments: [...whole.met.experiments()].sort(),
      goals,
      attributes: [...attributesOf(events)].sort(),
      days: isTable ? [] : [...days].sort(),
      lines: whole.lines().count,
      events: whole.lines().events,
      metrics,
    },
    answer: async (question): Promise<Answer> => {
      switch (question.ask) {
        case 'lift':
          return report(await tableOf(question), question, metricsOf(question.metrics), { vitals: true })
        case 'funnel': {
          const name = question.goals.join(' → ')
          return report(await tableOf(question), question, { [name]: funnel(question.goals) })
        }
        case 'over-time':
          return overTime(feed, question, (table, planned) =>
            report(table, question, metricsOf(question.metrics), { planned }),
          )
        case 'share':
          return shareOfClicks(await tableOf(question), { goals: question.goals, ...withExperiment(question) })
        case 'paths':
          return pathsAround(await tableOf(question), {
            ...{ step: question.step, steps: 8, top: 12 },
            ...(question.without === undefined ? {} : { without: question.without }),
            ...withExperiment(question),
          })
      }
    },
  }
}

/** `a=mean(order); proportion(best)`: a metric without a name has its own text for one. */
function readMetrics(text: string): Metrics | undefined {
  const parts = text.split(';').map((part) => part.trim())
  const wanted = parts.filter((part) => part !== '')
  if (wanted.length === 0) return undefined
  return Object.fromEntries(
    wanted.map((part) => {
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
