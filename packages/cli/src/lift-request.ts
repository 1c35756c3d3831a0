/**
 * Decides from the words of `heddle lift` what is asked for: a log, a table of units or a table of counts.
 * Pure. Words that contradict each other are answered with a sentence that says what to give.
 */
import type { Guardrail, Metrics, PlannedLook } from '@heddle/analysis'
import { type Input, listOf, textOf } from './command.js'
import { readAlpha } from './read-alpha.js'
import { readGuardrails } from './read-guardrails.js'
import { readLook } from './read-look.js'
import { readMetrics } from './read-metrics.js'

export type LiftSource =
  | {
      readonly kind: 'log'
      readonly paths: readonly string[]
      readonly experiments?: string
      readonly metrics?: Metrics
      /** The attribute whose values are segments. */
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
  readonly alpha: number
  readonly look?: PlannedLook
  /** Not there if there are none. */
  readonly guardrails?: readonly Guardrail[]
  /** The experiments to show; all if there are none. */
  readonly only: readonly string[]
  readonly format: 'table' | 'json'
}

export type ReadRequest =
  | { readonly status: 'request'; readonly request: LiftRequest }
  | { readonly status: 'wrong'; readonly sentence: string }

type ReadSource = LiftSource | { readonly kind: 'wrong'; readonly sentence: string }

const tableEnding = /\.(csv|parquet)(\.gz)?$/i

export function readLiftRequest({ sources, options }: Input): ReadRequest {
  const alpha = readAlpha(options)
  if (alpha.status === 'wrong') return alpha
  const source = readSource(sources, options)
  if (source.kind === 'wrong') return { status: 'wrong', sentence: source.sentence }
  const look = readLook(options)
  if (look.status === 'wrong') return { status: 'wrong', sentence: look.sentence }
  const guards = readGuardrails(options)
  if (guards.status === 'wrong') return { status: 'wrong', sentence: guards.sentence }
  const control = textOf(options, 'control')
  const request: LiftRequest = {
    source,
    ...(control === undefined ? {} : { control }),
    alpha: alpha.alpha,
    ...(look.status === 'look' ? { look: look.look } : {}),
    ...(guards.guardrails.length > 0 ? { guardrails: guards.guardrails } : {}),
    only: listOf(options, 'only'),
    format: options.format === 'json' ? 'json' : 'table',
  }
  return { status: 'request', request }
}

function readSource(sources: Input['sources'], options: Input['options']): ReadSource {
  const given = (...names: readonly string[]) => names.filter((name) => options[name] !== undefined)
  const counts = textOf(options, 'counts')
  const unit = textOf(options, 'unit')

  if (counts !== undefined) {
    const strange = given('unit', 'metric', 'experiments', 'segment', 'cache')
    if (strange.length > 0)
      return mixed('--counts', 'a table of counts', 'it has --variant and --experiment only', strange)
    return readCounts(sources, counts, options)
  }
  if (unit !== undefined) {
    const strange = given('experiments', 'segment', 'cache')
    if (strange.length > 0)
      return mixed('--unit', 'a table with one row per unit', 'its metrics are given with --metric', strange)
    return readUnits(sources, unit, options)
  }
  const table = sources.find((source) => tableEnding.test(source))
  if (table !== undefined) {
    return wrong(
      `${table} is a table, so its columns must be named. One row per unit: --unit COLUMN --variant COLUMN --metric ` +
        '"NAME=mean(COLUMN)". Counts: --variant COLUMN --counts CLICKS/VIEWS.',
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

function readLog(paths: Input['sources'], options: Input['options']): ReadSource {
  const metrics = readMetrics(listOf(options, 'metric'))
  if (metrics.status === 'wrong') return wrong(metrics.sentence)
  const experiments = textOf(options, 'experiments')
  const segment = textOf(options, 'segment')
  return {
    kind: 'log',
    paths,
    ...(experiments === undefined ? {} : { experiments }),
    ...(Object.keys(metrics.metrics).length === 0 ? {} : { metrics: metrics.metrics }),
    ...(segment === undefined ? {} : { segment }),
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
