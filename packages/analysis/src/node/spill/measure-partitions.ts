/**
 * Measures a log partition by partition, so that one of them at a time is in memory. What the whole alone can say, such as
 * when the log ends and at what totals are cut, is gathered from all of them before any is measured.
 */
import { readFile, rm, writeFile } from 'node:fs/promises'
import { joined } from '../../joined.js'
import type { MeasuredExperiment, Measurement } from '../../measurement.js'
import { type Wanted, wantedOf } from '../../metrics/wanted.js'
import { sortedNames } from '../../names.js'
import { addExperiments, addLogs } from '../../scan/add-measurements.js'
import { capOf } from '../../scan/cap.js'
import { namesOf } from '../../scan/dictionary.js'
import type { EventsOptions } from '../../scan/events.js'
import type { CapBy } from '../../scan/gather.js'
import { createLogTable, type LogTable } from '../../scan/log-table.js'
import {
  askedOf,
  type KnownNames,
  type MeasureOptions,
  measureExperiment,
  type OfWhole,
  reportOf,
  unfedOf,
} from '../../scan/measure.js'
import { absorb } from '../../scan/part/absorb.js'
import { partOf, readPart } from '../../scan/part/part.js'
import { readInto } from '../../scan/scan.js'
import { segmentNames, unitsByValue } from '../../scan/segments.js'
import { unitsOf } from '../../scan/units.js'
import { checkSums } from '../../sql/wide-sums.js'
import { sourcesOf } from '../read-log.js'
import type { Partitions } from './partition-lines.js'

/**
 * The same numbers as those of one table of all lines, to the last bit.
 *
 * @param partitions their files are gone afterwards
 * @throws what `measure` throws
 */
export async function measurePartitions(
  { paths, broken }: Partitions,
  keep: EventsOptions,
  options: MeasureOptions,
): Promise<Measurement> {
  const whole = createFacts(options.segment)
  const parts: string[] = []
  for (const path of paths) {
    const table = createLogTable(keep)
    const [source] = sourcesOf([{ path, size: 0, isLive: false, isListed: false }], () => undefined)
    if (source) await readInto(table, source)
    whole.add(table)
    await writeFile(`${path}.part`, partOf(table, 0))
    await rm(path)
    parts.push(`${path}.part`)
  }
  const names = whole.names()
  const { metrics, added } = askedOf(names, options)
  const wanted = wantedOf(metrics)
  const capBy = await capsOf(wanted, parts, keep, whole.end())
  const experiments = new Map<string, MeasuredExperiment[]>()
  const logs: ReturnType<typeof reportOf>[] = []
  for (const path of parts) {
    const table = await tableIn(path, keep, whole.end())
    logs.push(reportOf(table, {}))
    for (const experiment of table.met.experiments()) {
      const segments = whole.segments(experiment)
      const known: OfWhole = { capBy: capBy(experiment), ...(segments ? { segments } : {}) }
      const some = experiments.get(experiment) ?? []
      some.push(measureExperiment(table, experiment, wanted, options.segment, known))
      experiments.set(experiment, some)
    }
    await rm(path)
  }
  const sums = addLogs(logs)
  return {
    experiments: sortedNames(experiments.keys()).map((name) =>
      checked(addExperiments(experiments.get(name) ?? [], wanted)),
    ),
    ...(added ? { added } : {}),
    log: {
      ...sums,
      lines: sums.lines + broken.count,
      broken: { count: broken.count, first: [...broken.first] },
      goals: sortedNames(names.goals.texts()),
      unfedMetrics: unfedOf(metrics, names),
    },
  }
}

/** Parts whose sums are exact may add up to one that is not. */
function checked(experiment: MeasuredExperiment): MeasuredExperiment {
  for (const { name, sums } of experiment.metrics) {
    for (const one of sums.values()) if ('xx' in one) checkSums(name, one)
  }
  return experiment
}

async function tableIn(path: string, keep: EventsOptions, end: number): Promise<LogTable> {
  const { buffer, byteOffset, length } = await readFile(path)
  const part = readPart(new Uint8Array(buffer as ArrayBuffer, byteOffset, length))
  if (!part) throw new Error(`The partition at ${path} cannot be read; was it changed?`)
  const table = createLogTable(keep)
  absorb(table, part)
  if (Number.isFinite(end)) table.unsettled.streams.tables.extend(end)
  return table
}

interface Facts {
  add(table: LogTable): void
  /** When the last event was received. */
  end(): number
  names(): KnownNames
  /** The segments of the experiment; undefined where units are not split. */
  segments(experiment: string): readonly string[] | undefined
}

/** What all partitions say together. */
function createFacts(attribute: string | undefined): Facts {
  const kinds = ['goals', 'items', 'vitalNames', 'segments'] as const
  const texts = new Map(kinds.map((kind) => [kind, new Set<string>()]))
  const values = new Map<string, Map<string, number>>()
  let end = -Infinity
  return {
    add: ({ events, streams, met }) => {
      end = Math.max(end, streams.end())
      for (const [kind, some] of texts) for (const text of events[kind].texts()) some.add(text)
      if (attribute === undefined) return
      for (const experiment of met.experiments()) {
        const counts = values.get(experiment) ?? new Map<string, number>()
        values.set(experiment, counts)
        const units = unitsOf(events.exposed(experiment), streams, events.ids.size)
        for (const [value, count] of unitsByValue(units, events, attribute)) {
          counts.set(value, (counts.get(value) ?? 0) + count)
        }
      }
    },
    end: () => end,
    names: () => {
      const of = (kind: (typeof kinds)[number]) => namesOf([...(texts.get(kind) ?? [])])
      return { goals: of('goals'), items: of('items'), vitalNames: of('vitalNames'), segments: of('segments') }
    },
    segments: (experiment) => (attribute === undefined ? undefined : segmentNames(values.get(experiment) ?? new Map())),
  }
}

/** By experiment, what cuts totals: a quantile of the units of all partitions. */
async function capsOf(
  wanted: readonly Wanted[],
  parts: readonly string[],
  keep: EventsOptions,
  end: number,
): Promise<(experiment: string) => CapBy> {
  const cutting = wanted.filter(({ method: { needs } }) => needs.gather === 'sums' && needs.cap !== undefined)
  const totals = new Map<string, Float64Array[]>()
  const keyOf = (experiment: string, term: string) => JSON.stringify([experiment, term])
  if (cutting.length > 0) {
    for (const path of parts) {
      const table = await tableIn(path, keep, end)
      for (const experiment of table.met.experiments()) {
        measureExperiment(table, experiment, cutting, undefined, {
          capBy: (term, some, _, isCounted) => {
            const key = keyOf(experiment, term)
            totals.set(key, [...(totals.get(key) ?? []), some.filter((__, place) => isCounted(place))])
            return undefined
          },
        })
      }
    }
  }
  const caps = new Map<string, number | undefined>()
  return (experiment) => (term, _, p) => {
    const key = keyOf(experiment, term)
    if (!caps.has(key))
      caps.set(
        key,
        capOf(
          joined(totals.get(key) ?? [], (length) => new Float64Array(length)),
          p,
          () => true,
        ),
      )
    return caps.get(key)
  }
}
