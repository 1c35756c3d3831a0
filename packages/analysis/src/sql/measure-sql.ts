/**
 * From the tables of a log to the sums of each experiment, by queries that return few rows: the same numbers as the
 * scan's, to the last bit.
 */
import { isEventType } from '@heddle/events'
import type { BrokenLine, LogReport } from '../lift-report.js'
import type { MeasuredExperiment, Measurement } from '../measurement.js'
import { addGathered, type Gathered } from '../metrics/gathered.js'
import { vitalMetrics } from '../metrics/vitals.js'
import { type Wanted, wantedOf } from '../metrics/wanted.js'
import { sortedNames } from '../names.js'
import { namesOf } from '../scan/dictionary.js'
import { keptFor } from '../scan/kept.js'
import { goalShares, type KnownNames, type MeasureOptions, unfedOf } from '../scan/measure.js'
import { attributeIn, checkAttribute, otherSegments, segmentNames } from '../scan/segments.js'
import { nameOf, numberOf, textOf } from './cells.js'
import { type Delivery, deliveryOf } from './delivery.js'
import type { Row, SqlEngine } from './engine.js'
import { countUnits, type GatheredAll, gather } from './gather.js'
import type { Groups } from './groups.js'
import { type LogRelations, type LogTables, logRelations } from './log-relations.js'
import { select } from './select.js'
import { type Job, keepApplied, keepExposed, keepUnits } from './units.js'
import { checkSums } from './wide-sums.js'

/** A log in tables. */
export interface SqlLog {
  readonly engine: SqlEngine
  readonly tables: LogTables
  /** Lines that are in no table, for they could not be read. */
  readonly broken: { readonly count: number; readonly first: readonly BrokenLine[] }
}

/**
 * @throws RangeError that names the metric whose sums are beyond what is exact, or the attributes that there are, if no
 * exposure has the one to split by
 */
export async function measureSql(
  { engine, tables, broken }: SqlLog,
  { metrics: given, segment, vitals = false }: MeasureOptions = {},
): Promise<Measurement> {
  const log = await logRelations(engine, tables)
  const { visits: sessions = false } = keptFor(given ?? {})
  const exposed = await keepExposed(engine, log, sessions)
  const applied = log.once(['experiment', 'variant', 'stream'], `type = 'applied'`)
  const met = await engine.keep(
    'met',
    `SELECT DISTINCT experiment, variant, stream FROM (${select(['experiment', 'variant', 'stream'], exposed)} UNION ALL ${applied}) AS pages`,
  )
  const tally = await tallyOf(engine, log)
  const names = await knownNames(engine, tally, exposed)
  if (segment !== undefined) checkAttribute(names, segment)
  const asked = given ?? goalShares(names)
  const added = vitals ? vitalMetrics(asked, (name) => names.vitalNames.find(name) !== undefined) : {}
  const metrics = { ...asked, ...added }
  const wanted = wantedOf(metrics)
  const needs = wanted.map(({ method }) => method.needs)
  const split = segment !== undefined || needs.some(({ only }) => only !== undefined)
  const { units, groups } = await keepUnits(engine, exposed, split)
  const job: Job = {
    ...{ engine, log, exposed, units, groups, end: await endOf(engine, tables) },
    attributes: split ? await jsonsIn(engine, groups) : [],
    ...(needs.some(({ population }) => population === 'applied')
      ? { applied: await keepApplied(engine, log, { exposed, units }) }
      : {}),
  }
  const delivery = await deliveryOf(engine, log, met)
  const experiments = sortedNames(delivery.variants.keys())
  const all: MeasuredParts = {
    ...{ wanted, delivery, segment, observed: await countUnits(job, 'crossed = 0') },
    crossed: await countUnits(job, 'crossed = 1'),
    gathered: await gather(job, wanted, experiments, met),
  }
  return {
    experiments: experiments.map((experiment) => measured(experiment, all)),
    ...(vitals ? { added: Object.keys(added) } : {}),
    log: {
      ...(await countsOf(engine, log, tally, broken)),
      delivery: delivery.all,
      goals: sortedNames(names.goals.texts()),
      unfedMetrics: unfedOf(metrics, names),
    },
  }
}

interface MeasuredParts {
  readonly wanted: readonly Wanted[]
  readonly delivery: Delivery
  readonly segment: string | undefined
  readonly observed: Groups<number>
  readonly crossed: Groups<number>
  readonly gathered: GatheredAll
}

/** @throws RangeError that names the first metric whose numbers are beyond what is exact */
function measured(
  experiment: string,
  { wanted, delivery, segment, observed, crossed, gathered }: MeasuredParts,
): MeasuredExperiment {
  const refused = gathered.refused.get(experiment)
  if (refused) throw refused
  const variants = delivery.variants.get(experiment) ?? []
  const of = <Value>(groups: Groups<Value>, segments: Segments, name?: string) =>
    partsOf(groups.get(experiment), variants, (json) => name === undefined || segments.of(json) === name)
  const segments = segmentsOf(observed.get(experiment), segment)
  const counts = (groups: Groups<number>, name?: string) => mapValues(of(groups, segments, name), sum)
  const bySegment = <Value>(read: (name: string) => Value) => new Map(segments.names.map((name) => [name, read(name)]))
  return {
    experiment,
    observed: counts(observed),
    metrics: wanted.map(({ name, metric, method }, index) => {
      const { groups = new Map(), open, caps, refused } = gathered.metrics[index] ?? {}
      const wrong = refused?.get(experiment)
      if (wrong) throw wrong
      const added = (segmentName?: string) =>
        mapValues(of<Gathered>(groups, segments, segmentName), (parts) => addGathered(method.none, parts))
      const sums = added()
      for (const one of sums.values()) if ('xx' in one) checkSums(name, one)
      const cap = caps?.get(experiment)
      return {
        ...{ name, metric, sums },
        ...(open ? { open: counts(open) } : {}),
        ...(cap === undefined ? {} : { cap }),
        ...(segment === undefined ? {} : { segments: bySegment(added) }),
      }
    }),
    ...(segment === undefined
      ? {}
      : { segments: { attribute: segment, observed: bySegment((name) => counts(observed, name)) } }),
    delivery: delivery.of(experiment),
    losses: delivery.losses(experiment),
    crossover: {
      units: sum([...(crossed.get(experiment)?.values() ?? [])].flatMap((byVariant) => [...byVariant.values()])),
    },
  }
}

/** The segments of an experiment, and whose units are in which. */
interface Segments {
  readonly names: readonly string[]
  /** @param json the attributes of the first exposure */
  of(json: string): string
}

function segmentsOf(
  observed: ReadonlyMap<string, ReadonlyMap<string, number>> | undefined,
  attribute: string | undefined,
): Segments {
  if (attribute === undefined) return { names: [], of: () => '' }
  const valueIn = (json: string) => attributeIn(json || '{}', attribute)
  const counts = new Map<string, number>()
  for (const [json, byVariant] of observed ?? []) {
    const value = valueIn(json)
    counts.set(value, (counts.get(value) ?? 0) + sum([...byVariant.values()]))
  }
  const names = segmentNames(counts)
  const known = new Set(names)
  return {
    names,
    of: (json) => {
      const value = valueIn(json)
      return known.has(value) ? value : otherSegments
    },
  }
}

/** By variant, what the groups of the wanted attributes have of it. */
function partsOf<Value>(
  groups: ReadonlyMap<string, ReadonlyMap<string, Value>> | undefined,
  variants: readonly string[],
  isWanted: (json: string) => boolean,
): ReadonlyMap<string, readonly Value[]> {
  const parts = new Map(variants.map((variant) => [variant, [] as Value[]]))
  for (const [json, byVariant] of groups ?? []) {
    if (isWanted(json)) for (const [variant, value] of byVariant) parts.get(variant)?.push(value)
  }
  return parts
}

function mapValues<Value, Other>(
  map: ReadonlyMap<string, Value>,
  change: (value: Value) => Other,
): ReadonlyMap<string, Other> {
  return new Map([...map].map(([name, value]) => [name, change(value)]))
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)

/** The log ends when its last event was received; before any time where there is none. */
async function endOf({ ask }: SqlEngine, { events }: LogTables): Promise<number> {
  const ends = await ask(`SELECT count(*), max(receivedAt) FROM ${events}`)
  return Math.max(...ends.map(([count, end]) => (numberOf(count) === 0 ? -Infinity : numberOf(end))))
}

/** Events of the same type and names. */
interface Alike {
  readonly type: string
  readonly goal: string
  readonly item: string
  /** Of a vital. */
  readonly name: string
  readonly count: number
}

/** Everything that the log names, in one pass. */
async function tallyOf({ ask }: SqlEngine, { once }: LogRelations): Promise<readonly Alike[]> {
  const columns = ['type', 'goal', 'item', 'name']
  const rows = await ask(
    `${select([...columns, 'count(*)'], `(${once(columns, '')}) AS once`)} GROUP BY ${columns.join(', ')}`,
  )
  return rows.map(([type, goal, item, name, count]) => ({
    ...{ type: nameOf(type), goal: nameOf(goal), item: nameOf(item), name: nameOf(name), count: numberOf(count) },
  }))
}

async function knownNames(engine: SqlEngine, tally: readonly Alike[], exposed: string): Promise<KnownNames> {
  const among = (types: readonly string[], read: (alike: Alike) => string) => {
    const names = tally.filter(({ type }) => types.includes(type)).map(read)
    return namesOf([...new Set(names.filter((name) => name !== ''))])
  }
  return {
    goals: among(['click', 'goal'], ({ goal }) => goal),
    items: among(['click', 'goal'], ({ item }) => item),
    vitalNames: among(['vital'], ({ name }) => name),
    segments: namesOf([...new Set((await jsonsIn(engine, exposed)).map((json) => json || '{}'))]),
  }
}

async function jsonsIn({ ask }: SqlEngine, relation: string): Promise<readonly string[]> {
  return [...new Set((await ask(`SELECT DISTINCT attributes FROM ${relation}`)).map(([json]) => textOf(json)))]
}

async function countsOf(
  { ask }: SqlEngine,
  { events, ledgers, streams, conflicts }: LogRelations,
  tally: readonly Alike[],
  broken: SqlLog['broken'],
): Promise<Pick<LogReport, 'lines' | 'events' | 'repeated' | 'conflicts' | 'unknownTypes' | 'broken'>> {
  const totals = (rows: readonly Row[], column: number) => sum(rows.map((row) => numberOf(row[column])))
  const lines = totals(await ask(`SELECT count(*) FROM ${events}`), 0)
  const counts = await ask(`SELECT sum(numbers), sum(copies) FROM ${streams}`)
  const [numbers, repeated] = [totals(counts, 0), totals(counts, 1)]
  const ofLedgers = totals(await ask(`SELECT count(*) FROM ${ledgers}`), 0)
  const types = new Map<string, number>()
  for (const { type, count } of tally) if (!isEventType(type)) types.set(type, (types.get(type) ?? 0) + count)
  return {
    lines: lines + ofLedgers + broken.count,
    events: numbers - conflicts,
    repeated,
    conflicts,
    unknownTypes: Object.fromEntries(sortedNames(types.keys()).map((type) => [type, types.get(type) ?? 0])),
    broken: { count: broken.count, first: [...broken.first] },
  }
}
