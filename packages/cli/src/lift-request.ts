/**
 * Decides from the words of `heddle lift` what is asked for: a log, a table of units or a table of counts.
 * Pure. Words that contradict each other are answered with a sentence that says what to give.
 */
import type { Guardrail, Metrics, PlannedLook } from '@heddle/analysis'
import { addressesIn, type ServerAddresses } from './clickhouse-servers.js'
import { type Input, listOf, textOf } from './command.js'
import { readOwnAlpha } from './read-alpha.js'
import { readGuardrails } from './read-guardrails.js'
import { readLook } from './read-look.js'
import { readMetrics } from './read-metrics.js'

/** What can read a log. */
const fileEngines = ['scan', 'duckdb'] as const
export type Engine = (typeof fileEngines)[number]
export const engines: readonly string[] = [...fileEngines, 'clickhouse']

export type LiftSource =
  | {
      readonly kind: 'log'
      readonly paths: readonly string[]
      readonly experiments?: string
      readonly metrics?: Metrics
      /** The attribute whose values are segments. */
      readonly segment?: string
      /** The log is another tool's: name or path of a mapping. */
      readonly mapping?: string
      /** What reads it; as its files ask for if nobody says. */
      readonly engine?: Engine
      /** How much memory the engine takes. */
      readonly memory?: string
    }
  | {
      /** A log that was brought to servers. */
      readonly kind: 'servers'
      readonly addresses: ServerAddresses
      readonly experiments?: string
      readonly metrics?: Metrics
      readonly segment?: string
    }
  | {
      readonly kind: 'units'
      readonly path: string
      readonly unit: string
      readonly variant: string
      readonly experiment?: string
      readonly metrics: Metrics
    }
  | {
      readonly kind: 'counts'
      readonly path: string
      readonly variant: string
      readonly experiment?: string
      readonly counts: { readonly successes: string; readonly trials: string }
    }

export interface LiftRequest {
  readonly source: LiftSource
  readonly control?: string
  /** Else that of the plan, else the usual one. */
  readonly alpha?: number
  readonly look?: PlannedLook
  /** The metric that decides, in place of the plan's. */
  readonly primary?: string
  /** Not there if there are none. */
  readonly guardrails?: readonly Guardrail[]
  /** Which way metrics are good; not there if nobody says so. */
  readonly good?: { readonly [metric: string]: 'up' | 'down' }
  /** The experiments to show; all if there are none. */
  readonly only: readonly string[]
}

export type ReadRequest =
  | { readonly status: 'request'; readonly request: LiftRequest }
  | { readonly status: 'wrong'; readonly sentence: string }

type ReadSource = LiftSource | { readonly kind: 'wrong'; readonly sentence: string }

const tableEnding = /\.(csv|parquet)(\.gz)?$/i

export function readLiftRequest({ sources, options }: Input): ReadRequest {
  const alpha = readOwnAlpha(options)
  if (alpha.status === 'wrong') return alpha
  const source = readSource(sources, options)
  if (source.kind === 'wrong') return { status: 'wrong', sentence: source.sentence }
  const look = readLook(options)
  if (look.status === 'wrong') return { status: 'wrong', sentence: look.sentence }
  const guards = readGuardrails(options)
  if (guards.status === 'wrong') return { status: 'wrong', sentence: guards.sentence }
  const control = textOf(options, 'control')
  const primary = textOf(options, 'primary')
  const request: LiftRequest = {
    source,
    ...(control === undefined ? {} : { control }),
    ...(alpha.status === 'alpha' ? { alpha: alpha.alpha } : {}),
    ...(primary === undefined ? {} : { primary }),
    ...(look.status === 'look' ? { look: look.look } : {}),
    ...(guards.guardrails.length > 0 ? { guardrails: guards.guardrails } : {}),
    ...(Object.keys(guards.good).length > 0 ? { good: guards.good } : {}),
    only: listOf(options, 'only'),
  }
  return { status: 'request', request }
}

function readSource(sources: Input['sources'], options: Input['options']): ReadSource {
  const given = (...names: readonly string[]) => names.filter((name) => options[name] !== undefined)
  const counts = textOf(options, 'counts')
  const unit = textOf(options, 'unit')

  if (options.engine === 'clickhouse') {
    const strange = given('unit', 'counts', 'variant', 'experiment', 'mapping', 'cache', 'memory')
    if (strange.length > 0) return wrong(`--engine clickhouse reads a log on servers: leave out ${dashed(strange)}.`)
    return readServers(sources, options)
  }
  const ofServers = given('url', 'database')
  if (ofServers.length > 0) return wrong(`${dashed(ofServers)} is for --engine clickhouse; say that as well.`)
  if (sources.length === 0) {
    return wrong("missing required argument 'source': log files, one folder of them, or one table.")
  }
  if (counts !== undefined) {
    const strange = given('unit', 'metric', 'experiments', 'segment', 'mapping', 'cache', 'engine', 'memory')
    if (strange.length > 0)
      return mixed('--counts', 'a table of counts', 'it has --variant and --experiment only', strange)
    return readCounts(sources, counts, options)
  }
  if (unit !== undefined) {
    const strange = given('experiments', 'segment', 'mapping', 'cache', 'engine', 'memory')
    if (strange.length > 0)
      return mixed('--unit', 'a table with one row per unit', 'its metrics are given with --metric', strange)
    return readUnits(sources, unit, options)
  }
  const table = sources.find((source) => tableEnding.test(source))
  if (table !== undefined && options.engine !== 'duckdb' && given('mapping').length === 0) {
    return wrong(
      `${table} is a table, so its columns must be named. One row per unit: --unit COLUMN --variant COLUMN --metric ` +
        '"NAME=mean(COLUMN)". Counts: --variant COLUMN --counts CLICKS/VIEWS. One row per event, with the fields of events as ' +
        'columns: --engine duckdb. Events of another tool: --mapping NAME.',
    )
  }
  const strange = given('variant', 'experiment')
  if (strange.length > 0) {
    return wrong(
      `${dashed(strange)} names a column of a table, and ${sources.join(', ')} is read as a log. For a table say --unit or ` +
        '--counts as well; to see one experiment of a log say --only.',
    )
  }
  return readLog(sources, options)
}

function readServers(sources: Input['sources'], options: Input['options']): ReadSource {
  const [source] = sources
  if (source !== undefined) {
    return wrong(
      `--engine clickhouse reads what is on the servers; bring ${source} there first: heddle ingest clickhouse.`,
    )
  }
  const addresses = addressesIn(options)
  if (addresses.urls.length === 0) {
    return wrong('--engine clickhouse needs --url ADDRESS, once for each server, such as http://127.0.0.1:8123.')
  }
  const asked = readQuestion(options)
  return asked.status === 'wrong' ? wrong(asked.sentence) : { kind: 'servers', addresses, ...asked.question }
}

/** What is asked of a log, whoever reads it. */
function readQuestion(options: Input['options']) {
  const metrics = readMetrics(listOf(options, 'metric'))
  if (metrics.status === 'wrong') return metrics
  const experiments = textOf(options, 'experiments')
  const segment = textOf(options, 'segment')
  const question = {
    ...(experiments === undefined ? {} : { experiments }),
    ...(Object.keys(metrics.metrics).length === 0 ? {} : { metrics: metrics.metrics }),
    ...(segment === undefined ? {} : { segment }),
  }
  return { status: 'question', question } as const
}

function readLog(paths: Input['sources'], options: Input['options']): ReadSource {
  const asked = readQuestion(options)
  if (asked.status === 'wrong') return wrong(asked.sentence)
  const engine = fileEngines.find((one) => one === options.engine)
  const memory = textOf(options, 'memory')
  const mapping = textOf(options, 'mapping')
  if (mapping !== undefined && (engine === 'duckdb' || memory !== undefined)) {
    return wrong('--mapping is read by the scan: leave out --engine and --memory.')
  }
  return {
    kind: 'log',
    paths,
    ...(mapping === undefined ? {} : { mapping }),
    ...(engine === undefined ? {} : { engine }),
    ...(memory === undefined ? {} : { memory }),
    ...asked.question,
  }
}

function readUnits(sources: Input['sources'], unit: string, options: Input['options']): ReadSource {
  const [path, ...others] = sources
  if (path === undefined || others.length > 0) return oneTable(sources)
  const variant = textOf(options, 'variant')
  if (variant === undefined)
    return wrong('--unit needs --variant as well: the column that says which variant a unit met.')
  const metrics = readMetrics(listOf(options, 'metric'))
  if (metrics.status === 'wrong') return wrong(metrics.sentence)
  if (Object.keys(metrics.metrics).length === 0) {
    return wrong(
      '--unit needs at least one --metric, such as --metric "orders=mean(COLUMN)" or --metric "back=proportion(COLUMN)".',
    )
  }
  return { kind: 'units', path, unit, variant, ...experimentColumn(options), metrics: metrics.metrics }
}

function readCounts(sources: Input['sources'], counts: string, options: Input['options']): ReadSource {
  const [path, ...others] = sources
  if (path === undefined || others.length > 0) return oneTable(sources)
  const variant = textOf(options, 'variant')
  if (variant === undefined) return wrong('--counts needs --variant as well: the column that names the variant.')
  const [successes = '', trials = '', ...more] = counts.split('/').map((column) => column.trim())
  if (successes === '' || trials === '' || more.length > 0) {
    return wrong(`--counts names two columns with a slash between them, such as clicks/impressions; got "${counts}".`)
  }
  return { kind: 'counts', path, variant, ...experimentColumn(options), counts: { successes, trials } }
}

function experimentColumn(options: Input['options']): { readonly experiment?: string } {
  const experiment = textOf(options, 'experiment')
  return experiment === undefined ? {} : { experiment }
}

const wrong = (sentence: string): ReadSource => ({ kind: 'wrong', sentence })

const oneTable = (sources: Input['sources']) =>
  wrong(`One table at a time: ${sources.length} were given. Several files are read together only if they are a log.`)

const mixed = (option: string, kind: string, has: string, strange: readonly string[]) =>
  wrong(`${option} says that the source is ${kind}, and ${has}: leave out ${dashed(strange)}, or leave out ${option}.`)

const dashed = (names: readonly string[]) => names.map((name) => `--${name}`).join(' and ')
