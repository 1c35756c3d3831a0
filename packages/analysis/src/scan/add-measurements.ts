/**
 * Measurements of parts of a log that share no unit and no stream, added up to that of the whole: every number in them is a
 * sum over units, streams or events.
 */
import type { DeliveryReport, LogReport } from '../lift-report.js'
import type { MeasuredExperiment, MeasuredMetric } from '../measurement.js'
import { addGathered, type Gathered } from '../metrics/gathered.js'
import type { Wanted } from '../metrics/wanted.js'
import { sortedNames } from '../names.js'
import { addCounts } from './delivery.js'

/** @param parts of the same experiment and the same metrics, at least one */
export function addExperiments(parts: readonly MeasuredExperiment[], wanted: readonly Wanted[]): MeasuredExperiment {
  const variants = sortedNames(new Set(parts.flatMap(({ observed }) => [...observed.keys()])))
  const each = <Value>(read: (part: MeasuredExperiment) => Value | undefined): readonly Value[] =>
    parts.flatMap((part) => read(part) ?? [])
  const counts = (maps: readonly ReadonlyMap<string, number>[]) =>
    new Map(variants.map((variant) => [variant, maps.reduce((sum, map) => sum + (map.get(variant) ?? 0), 0)]))
  const bySegment = <Value>(
    maps: readonly ReadonlyMap<string, ReadonlyMap<string, Value>>[],
    add: (parts: readonly ReadonlyMap<string, Value>[]) => ReadonlyMap<string, Value>,
  ) => new Map([...(maps[0]?.keys() ?? [])].map((name) => [name, add(maps.flatMap((map) => map.get(name) ?? []))]))
  const [first] = parts
  const attribute = first?.segments?.attribute
  return {
    experiment: first?.experiment ?? '',
    observed: counts(parts.map(({ observed }) => observed)),
    metrics: wanted.map(({ name, metric, method: { none } }, index): MeasuredMetric => {
      const some = each((part) => part.metrics[index])
      const added = (maps: readonly ReadonlyMap<string, Gathered>[]) =>
        new Map(
          variants.map((variant) => [
            variant,
            addGathered(
              none,
              maps.flatMap((map) => map.get(variant) ?? []),
            ),
          ]),
        )
      const cap = some[0]?.cap
      return {
        ...{ name, metric, sums: added(some.map(({ sums }) => sums)) },
        ...(some[0]?.open ? { open: counts(some.flatMap(({ open }) => open ?? [])) } : {}),
        ...(cap === undefined ? {} : { cap }),
        ...(some[0]?.segments
          ? {
              segments: bySegment(
                some.flatMap(({ segments }) => segments ?? []),
                added,
              ),
            }
          : {}),
      }
    }),
    ...(attribute === undefined
      ? {}
      : {
          segments: {
            attribute,
            observed: bySegment(
              each(({ segments }) => segments?.observed),
              counts,
            ),
          },
        }),
    delivery: addDeliveries(
      each(({ delivery }) => delivery),
      variants,
    ),
    losses: new Map(
      variants.map((variant) => {
        const some = parts.flatMap(({ losses }) => losses?.get(variant) ?? [])
        return [variant, { streams: sumOf(some, 'streams'), missing: sumOf(some, 'missing') }]
      }),
    ),
    crossover: { units: parts.reduce((sum, { crossover }) => sum + (crossover?.units ?? 0), 0) },
  }
}

/** But for what one part alone cannot say: the broken lines and the names. */
export function addLogs(parts: readonly LogReport[]): Omit<LogReport, 'broken' | 'goals' | 'unfedMetrics'> {
  const types = sortedNames(new Set(parts.flatMap(({ unknownTypes }) => Object.keys(unknownTypes))))
  return {
    ...{ lines: sumOf(parts, 'lines'), events: sumOf(parts, 'events') },
    ...{ repeated: sumOf(parts, 'repeated'), conflicts: sumOf(parts, 'conflicts') },
    unknownTypes: Object.fromEntries(
      types.map((type) => [type, parts.reduce((sum, { unknownTypes }) => sum + (unknownTypes[type] ?? 0), 0)]),
    ),
    delivery: parts.map(({ delivery }) => delivery).reduce(addCounts),
  }
}

function addDeliveries(parts: readonly DeliveryReport[], variants: readonly string[]): DeliveryReport {
  return {
    ...parts.map(({ variants: _, ...counts }) => counts).reduce(addCounts),
    variants: Object.fromEntries(
      variants.map((variant) => {
        const some = parts.flatMap(
          (part) => (Object.hasOwn(part.variants, variant) ? part.variants[variant] : []) ?? [],
        )
        return [
          variant,
          {
            ...{ issued: sumOf(some, 'issued'), received: sumOf(some, 'received') },
            ...{ lost: sumOf(some, 'lost'), missing: sumOf(some, 'missing'), open: sumOf(some, 'open') },
          },
        ]
      }),
    ),
  }
}

function sumOf<Name extends string>(parts: readonly { readonly [Each in Name]: number }[], name: Name): number {
  return parts.reduce((sum, part) => sum + part[name], 0)
}
