/**
 * What became of the events on their way. Streams that lack nothing are added up in the database; only those with gaps
 * come here, number by number, to the same rules as the scan's.
 */
import { type Ledger, type RangeSet, rangesOf } from '@heddle/events'
import type { DeliveryReport } from '../lift-report.js'
import { sortedNames } from '../names.js'
import { addCounts, type Losses } from '../scan/delivery.js'
import { addDrops, countsIn, fateOf, noCounts, type StreamCounts } from '../scan/streams.js'
import { nameOf, numberOf, textOf } from './cells.js'
import type { Row, SqlDatabase, SqlEngine } from './engine.js'
import type { LogRelations } from './log-relations.js'
import { from, select } from './select.js'

export interface Delivery {
  /** Over every stream that the log names. */
  readonly all: StreamCounts
  /** Of the variants that the log names, by experiment. */
  readonly variants: ReadonlyMap<string, readonly string[]>
  /** Over the streams in which the experiment was applied or seen. */
  of(experiment: string): DeliveryReport
  losses(experiment: string): ReadonlyMap<string, Losses>
}

/** Whether a stream lacks nothing. */
const isComplete = 'numbers = top AND stated <= top'

/** @param met the relation of `experiment, variant, stream` */
export async function deliveryOf(engine: SqlEngine, log: LogRelations, met: string): Promise<Delivery> {
  const { ask } = engine
  const columns = ['stream', 'top', 'copies', 'leftOut', `CASE WHEN ${isComplete} THEN 1 ELSE 0 END AS whole`]
  const streams = `(${select(columns, log.streams)}) AS streams`
  const sums = 'sum(whole * top), sum(whole * (copies + leftOut))'
  const pages = `SELECT experiment, stream, min(variant) AS least, max(variant) AS most FROM ${met} GROUP BY experiment, stream`
  const some = await ask(
    `SELECT experiment, least, most, count(*), ${sums} FROM (${pages}) AS pages INNER JOIN ${streams} USING (stream) GROUP BY experiment, least, most`,
  )
  const all = countsBy(await ask(`SELECT ${sums} FROM ${streams}`), 0)
  const byExperiment = countsBy(
    some.map(([experiment, , , , ...counts]) => [experiment, ...counts]),
    1,
  )
  const single = some.filter(([, least, most]) => least === most)
  const alone = sumsBy(single.map(([experiment, variant, , count]) => [experiment, variant, count]))
  // Most often nobody met two variants on a page.
  const mixed = `SELECT experiment, variant, stream FROM ${met} WHERE (experiment, stream) IN (SELECT experiment, stream FROM ${from(pages)} WHERE least <> most)`
  const several =
    single.length === some.length
      ? []
      : await ask(
          `SELECT experiment, variant, ${sums} FROM (${mixed}) AS met INNER JOIN ${streams} USING (stream) GROUP BY experiment, variant`,
        )
  const byVariant = countsBy(
    [...single.map(([experiment, variant, , , ...counts]) => [experiment, variant, ...counts]), ...several],
    2,
  )
  const variants = await variantsIn(engine, met)
  const gaps = await gapsOf(engine, log, met)
  const ofAll = (counts: StreamCounts | undefined, some: Iterable<string>) =>
    [...some].reduce((sum, stream) => addCounts(sum, gaps.counts(stream)), counts ?? noCounts)

  return {
    all: ofAll(all.get(keyOf([])), gaps.streams),
    variants,
    of: (experiment) => ({
      ...ofAll(byExperiment.get(keyOf([experiment])), gaps.met(experiment).keys()),
      variants: Object.fromEntries(
        (variants.get(experiment) ?? []).map((variant) => {
          const some = [...gaps.met(experiment)].flatMap(([stream, names]) => (names.has(variant) ? [stream] : []))
          const { issued, received, lost, missing, open } = ofAll(byVariant.get(keyOf([experiment, variant])), some)
          return [variant, { issued, received, lost, missing, open }]
        }),
      ),
    }),
    losses: (experiment) =>
      new Map(
        (variants.get(experiment) ?? []).map((variant) => {
          const own = [...gaps.met(experiment)].filter(([, names]) => names.size === 1 && names.has(variant))
          const missing = own.filter(([stream]) => gaps.counts(stream).missing > 0).length
          return [variant, { streams: alone.get(keyOf([experiment, variant])) ?? 0, missing }]
        }),
      ),
  }
}

/** Streams that lack something. */
interface Gaps {
  readonly streams: readonly string[]
  counts(stream: string): StreamCounts
  /** The streams among them that met the experiment, with its variants. */
  met(experiment: string): ReadonlyMap<string, ReadonlySet<string>>
}

async function gapsOf(engine: SqlEngine, log: LogRelations, met: string): Promise<Gaps> {
  const some = select(['stream'], log.streams, `NOT (${isComplete})`)
  const among = `stream IN (${some})`
  const own = `SELECT stream, seq FROM ${log.events} WHERE ${among} GROUP BY stream, seq ORDER BY stream, seq`
  const arrived = new Map(
    (await Promise.all(engine.databases.map((one) => rangesIn(one, own)))).flatMap((all) => [...all]),
  )
  const ledgers = new Map<string, { stated: number; leftOut: number; drops: ReturnType<typeof addDrops> }>()
  for (const [stream, issued, dropped, repeated] of await engine.ask(
    select(['stream', 'issued', 'dropped', 'coalesce(repeated, 0)'], log.ledgers, among),
  )) {
    const { stated = 0, leftOut = 0, drops } = ledgers.get(nameOf(stream)) ?? {}
    ledgers.set(nameOf(stream), {
      stated: Math.max(stated, numberOf(issued)),
      leftOut: Math.max(leftOut, numberOf(repeated)),
      drops: addDrops(drops, droppedIn(dropped)),
    })
  }
  const copies = sumsBy(
    await engine.ask(select(['stream', 'copies'], log.streams, `NOT (${isComplete}) AND copies > 0`)),
  )
  const meetings = new Map<string, Map<string, Set<string>>>()
  for (const [experiment, variant, stream] of await engine.ask(
    select(['experiment', 'variant', 'stream'], met, among),
  )) {
    const pages = meetings.get(nameOf(experiment)) ?? new Map<string, Set<string>>()
    meetings.set(nameOf(experiment), pages)
    pages.set(nameOf(stream), (pages.get(nameOf(stream)) ?? new Set<string>()).add(nameOf(variant)))
  }
  return {
    streams: [...new Set([...arrived.keys(), ...ledgers.keys()])],
    counts: (stream) => {
      const { stated = 0, leftOut = 0, drops } = ledgers.get(stream) ?? {}
      const repeated = leftOut + (copies.get(keyOf([stream])) ?? 0)
      return countsIn(fateOf(arrived.get(stream) ?? [], stated, drops), repeated)
    },
    met: (experiment) => meetings.get(experiment) ?? new Map(),
  }
}

/** @param ordered a query for `stream, seq` in their order */
async function rangesIn({ blocks }: SqlDatabase, ordered: string): Promise<ReadonlyMap<string, RangeSet>> {
  const ranges = new Map<string, RangeSet>()
  let [before, numbers]: [string | undefined, number[]] = [undefined, []]
  for await (const rows of blocks(ordered)) {
    for (const [stream, seq] of rows) {
      const name = nameOf(stream)
      if (name !== before) {
        if (before !== undefined) ranges.set(before, rangesOf(numbers))
        before = name
        numbers = []
      }
      numbers.push(numberOf(seq))
    }
  }
  if (before !== undefined) ranges.set(before, rangesOf(numbers))
  return ranges
}

async function variantsIn({ ask }: SqlEngine, met: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const variants = new Map<string, string[]>()
  for (const [experiment, variant] of await ask(`SELECT DISTINCT experiment, variant FROM ${met}`)) {
    const names = variants.get(nameOf(experiment)) ?? []
    variants.set(nameOf(experiment), [...names, nameOf(variant)])
  }
  return new Map([...variants].map(([experiment, names]) => [experiment, sortedNames(new Set(names))]))
}

const keyOf = (names: readonly string[]) => JSON.stringify(names)

/** Rows of the same names are of databases that share no stream. */
function sumsBy(rows: readonly Row[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const row of rows) {
    const key = keyOf(row.slice(0, -1).map(nameOf))
    sums.set(key, (sums.get(key) ?? 0) + numberOf(row.at(-1)))
  }
  return sums
}

/** Counts of streams that lack nothing, after so many names. */
function countsBy(rows: readonly Row[], names: number): ReadonlyMap<string, StreamCounts> {
  const counts = new Map<string, StreamCounts>()
  for (const row of rows) {
    const key = keyOf(row.slice(0, names).map(nameOf))
    const [top, repeated] = row.slice(names).map(numberOf)
    const one = { ...noCounts, issued: top ?? 0, received: top ?? 0, repeated: repeated ?? 0 }
    counts.set(key, addCounts(counts.get(key) ?? noCounts, one))
  }
  return counts
}

function droppedIn(json: unknown): NonNullable<Ledger['dropped']> {
  return textOf(json) === '' ? [] : JSON.parse(textOf(json))
}
