/**
 * Each kind of metric from whole histories of units, as slowly and plainly as its sentence in the docs reads.
 */
import {
  type Between,
  type Funnel,
  type GoalEvents,
  type HistogramSums,
  type Mean,
  type Metric,
  type Proportion,
  type Quantile,
  type Quantity,
  quantileEdges,
  type Ratio,
  type Sums,
  type TimeCounts,
} from '@heddle/analysis'
import type { Attributes, LoggedEvent } from '@heddle/events'
import { quantileHistogramOf } from '@heddle/stats'

export type Timed = LoggedEvent & { readonly time: number }

/** One unit: when it was first exposed, and everything that belongs to it, in order. */
export interface History {
  readonly since: number
  /** Of the first exposure. */
  readonly attributes: Attributes
  /** Whether a page that exposed it has the change on it. */
  readonly isApplied: boolean
  readonly events: readonly Timed[]
}

export interface Surroundings {
  /** By variant. */
  readonly units: ReadonlyMap<string, readonly History[]>
  /** The same units, segment by segment, where they are split. */
  readonly segments?: ReadonlyMap<string, ReadonlyMap<string, readonly History[]>>
  /** When the log ends. */
  readonly end: number
  readonly experiment: string
  /** Streams that met the experiment. */
  readonly pages: readonly string[]
}

const day = 86_400_000

/** What the scan says of a metric besides its name. */
export function measured(metric: Metric, { units: all, end, experiment, pages, segments }: Surroundings): object {
  const units = new Map([...all].map(([variant, some]) => [variant, some.filter((unit) => isAbout(metric, unit))]))
  const watched = watchedFor(metric)
  const isOver = ({ since }: History) => watched === undefined || since + watched <= end
  const counted = new Map([...units].map(([variant, all]) => [variant, all.filter(isOver)]))
  const cap = metric.kind === 'mean' ? capOf(metric, [...counted.values()].flat(), experiment) : undefined
  const gather = (all: readonly History[]) =>
    metric.kind === 'between' ? timesOf(metric, all, end) : gathered(metric, all, counted, experiment, pages)
  const gatherEach = (some: ReadonlyMap<string, readonly History[]>) =>
    new Map(
      [...some].map(([variant, all]) => [variant, gather(all.filter((one) => isAbout(metric, one) && isOver(one)))]),
    )
  return {
    sums: new Map([...counted].map(([variant, all]) => [variant, gather(all)])),
    ...(segments ? { segments: new Map([...segments].map(([value, some]) => [value, gatherEach(some)])) } : {}),
    ...(watched === undefined
      ? {}
      : { open: new Map([...units].map(([variant, all]) => [variant, all.filter((one) => !isOver(one)).length])) }),
    ...(cap === undefined || metric.kind !== 'mean' ? {} : { cap: cap / metric.scale }),
  }
}

function isAbout({ only = {}, population }: Metric, { attributes, isApplied }: History): boolean {
  const textOf = (name: string) => (Object.hasOwn(attributes, name) ? String(attributes[name]) : '(none)')
  return Object.entries(only).every(([name, text]) => textOf(name) === text) && (population !== 'applied' || isApplied)
}

function watchedFor(metric: Metric): number | undefined {
  if (metric.kind === 'retention') return (metric.day + 1) * day
  if (metric.kind === 'between') return undefined
  return metric.complete ? metric.windowMs : undefined
}

function gathered(
  metric: Exclude<Metric, Between>,
  units: readonly History[],
  all: ReadonlyMap<string, readonly History[]>,
  experiment: string,
  pages: readonly string[],
): object {
  switch (metric.kind) {
    case 'proportion': {
      const past = (unit: History, beforeMs: number, { quantity, covariate }: Proportion) =>
        covariate
          ? total(unit, covariate, 1_000_000, -beforeMs, 0, experiment)
          : some(unit, quantity, -beforeMs, 0, experiment)
      return sumsOf(
        units.map((unit) => ({
          x: some(unit, metric.quantity, 0, metric.windowMs, experiment),
          ...(metric.beforeMs === undefined ? {} : { y: past(unit, metric.beforeMs, metric) }),
        })),
        metric.beforeMs === undefined ? ['x'] : ['x', 'y', 'xx', 'yy', 'xy'],
      )
    }
    case 'retention': {
      const from = metric.day * day
      const to = metric.rolling ? Infinity : from + day
      return sumsOf(
        units.map((unit) => ({ x: some(unit, metric.quantity, from, to, experiment) })),
        ['x'],
      )
    }
    case 'mean':
      return sumsOf(pairsOf(metric, units, [...all.values()].flat(), experiment), namesOf(metric))
    case 'ratio':
      return sumsOf(
        units.map((unit) => ({
          x: total(unit, metric.denominator, metric.scale, 0, metric.windowMs, experiment),
          y: total(unit, metric.numerator, metric.scale, 0, metric.windowMs, experiment),
        })),
        ['x', 'y', 'xx', 'yy', 'xy'],
      )
    case 'quantile':
      return histogramOf(metric, units, pages)
    case 'funnel': {
      const furthest = units.map((unit) => furthestStep(unit, metric))
      const reached = metric.goals.map((_, step) => furthest.filter((steps) => steps > step).length)
      return { n: units.length, reached }
    }
  }
}

type Names = readonly ('x' | 'y' | 'xx' | 'yy' | 'xy')[]

function sumsOf(units: readonly { readonly x: bigint; readonly y?: bigint }[], names: Names): Sums {
  const add = (name: Names[number]) =>
    names.includes(name)
      ? units.reduce(
          (sum, { x, y = 0n }) => sum + [...name].reduce((product, of) => product * (of === 'x' ? x : y), 1n),
          0n,
        )
      : 0n
  return { n: units.length, x: add('x'), y: add('y'), xx: add('xx'), yy: add('yy'), xy: add('xy') }
}

const namesOf = ({ beforeMs }: Mean): Names => (beforeMs === undefined ? ['x', 'xx'] : ['x', 'y', 'xx', 'yy', 'xy'])

function pairsOf(metric: Mean, units: readonly History[], pool: readonly History[], experiment: string) {
  const after = (unit: History) => total(unit, metric.quantity, metric.scale, 0, metric.windowMs, experiment)
  const { quantity, covariate = quantity, scale, beforeMs = 0 } = metric
  const before = (unit: History) => total(unit, covariate, scale, -beforeMs, 0, experiment)
  const [capX, capY] = [capOf(metric, pool, experiment), capOf(metric, pool, experiment, before)]
  const cut = (value: bigint, cap: number | undefined) =>
    cap !== undefined && value > BigInt(cap) ? BigInt(cap) : value
  return units.map((unit) => ({
    x: cut(after(unit), capX),
    ...(metric.beforeMs === undefined ? {} : { y: cut(before(unit), capY) }),
  }))
}

/** Type 7: the values in order, and a straight line between two neighbours. */
function capOf(
  metric: Mean,
  pool: readonly History[],
  experiment: string,
  amount = (unit: History) => total(unit, metric.quantity, metric.scale, 0, metric.windowMs, experiment),
): number | undefined {
  if (metric.cap === undefined || pool.length === 0) return undefined
  const ordered = pool.map((unit) => Number(amount(unit))).sort((a, b) => a - b)
  const position = metric.cap * (ordered.length - 1)
  const [low = 0, high = low] = ordered.slice(Math.floor(position), Math.floor(position) + 2)
  return Math.floor(low + (position - Math.floor(position)) * (high - low) + 0.5)
}

const between = ({ since, events }: History, from: number, to = Infinity) =>
  events.filter(({ time }) => time >= since + from && time < since + to)

function some(unit: History, quantity: Quantity, from: number, to: number | undefined, experiment: string): bigint {
  return between(unit, from, to).some((event) => isOf(event, quantity, experiment)) ? 1n : 0n
}

function total(
  unit: History,
  quantity: Quantity,
  scale: number,
  from: number,
  to: number | undefined,
  experiment: string,
): bigint {
  const occurrences = between(unit, from, to).filter((event) => isOf(event, quantity, experiment))
  if (quantity.of === 'sessions')
    return integer(
      distinct(occurrences.map(({ visitor, session }) => JSON.stringify([visitor, session]))).length,
      scale,
    )
  if (quantity.of === 'exposures') return integer(distinct(occurrences.map(({ stream }) => stream)).length, scale)
  if (quantity.of === 'anything' || quantity.take === 'count') return integer(occurrences.length, scale)
  return occurrences.reduce((sum, event) => sum + integer('value' in event ? (event.value ?? 0) : 0, scale), 0n)
}

const integer = (value: number, scale: number) => BigInt(Math.floor(value * scale + 0.5))

function isOf(event: Timed, quantity: Quantity | Ratio['numerator'], experiment: string): boolean {
  if (quantity.of === 'exposures')
    return event.type === 'exposure' && event.experiment === (quantity.experiment ?? experiment)
  const isGoal = event.type === 'click' || event.type === 'goal'
  if (quantity.of === 'sessions') return isGoal || event.type === 'exposure'
  return isGoal && (quantity.of === 'anything' || isSome(event, quantity))
}

function isSome(event: Timed, { goal, item, slot }: GoalEvents): boolean {
  return (
    (event.type === 'click' || event.type === 'goal') &&
    event.goal === goal &&
    (item === undefined || event.item === item) &&
    (slot === undefined || event.slot === slot)
  )
}

function histogramOf(metric: Quantile, units: readonly History[], pages: readonly string[]): HistogramSums {
  const { quantity, scale, windowMs } = metric
  const valuesOf = (unit: History): number[] =>
    quantity.of === 'goal'
      ? between(unit, 0, windowMs).flatMap((event) =>
          isOf(event, quantity, '') && 'value' in event ? [event.value ?? 0] : isOf(event, quantity, '') ? [0] : [],
        )
      : between(unit, -Infinity, windowMs).flatMap((event) =>
          event.type === 'vital' && event.name === quantity.name && pages.includes(event.stream) ? [event.value] : [],
        )
  const integers = units.map((unit) => valuesOf(unit).map((value) => Number(integer(value, scale))))
  const { n, total, totalOfSquares, counts, squareSteps, weightedCounts } = quantileHistogramOf(
    integers,
    quantileEdges(),
    scale,
  )
  const bins = counts.flatMap((count, bin) =>
    count === 0 ? [] : [{ bin, count, squareStep: squareSteps[bin] ?? 0, weighted: weightedCounts[bin] ?? 0 }],
  )
  return { n, total, totalOfSquares, bins }
}

/** Tries every way through the events. */
function furthestStep(unit: History, { goals, withinMs = Infinity, strict, windowMs }: Funnel): number {
  const isStep = (event: Timed, step: number) => {
    const wanted = goals[step]
    return wanted !== undefined && isSome(event, wanted)
  }
  const happened = between(unit, 0, windowMs).filter((event) => goals.some((_, step) => isStep(event, step)))
  let furthest = 0
  const follow = (at: number, step: number, start: number): void => {
    furthest = Math.max(furthest, step + 1)
    for (const [next, event] of happened.entries()) {
      const isNext = next > at && isStep(event, step + 1) && event.time < start + withinMs
      const others = happened.slice(at + 1, next).filter((one) => !isStep(one, step))
      if (isNext && !(strict && others.length > 0)) follow(next, step + 1, start)
    }
  }
  for (const [at, event] of happened.entries()) if (isStep(event, 0)) follow(at, 0, event.time)
  return furthest
}

/** For each unit: its first from, the first to that comes after, else the end of the log. */
function timesOf({ from, to }: Between, units: readonly History[], end: number): TimeCounts {
  const all = units.flatMap((unit) => {
    const reached = between(unit, 0)
    const start = reached.findIndex((event) => isSome(event, from))
    const began = reached[start]
    const ended = reached.slice(start + 1).find((event) => isSome(event, to))
    return began ? [{ ms: (ended?.time ?? Math.max(end, began.time)) - began.time, happened: ended !== undefined }] : []
  })
  const times = distinct(all.map(({ ms }) => ms))
    .sort((a, b) => a - b)
    .flatMap((ms) => [true, false].map((happened) => ({ ms, happened })))
    .map(({ ms, happened }) => ({
      ...{ ms, happened },
      units: all.filter((one) => one.ms === ms && one.happened === happened).length,
    }))
  return { n: all.length, times: times.filter((one) => one.units > 0) }
}

export const inOrder = (a: Timed, b: Timed): number =>
  a.time - b.time || (a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : a.seq - b.seq)

export function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)]
}
