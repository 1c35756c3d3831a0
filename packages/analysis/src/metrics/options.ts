/**
 * What every kind of metric may be told besides its goal: of whom, for how long, and how finely values are counted.
 */
import type { Attributes } from '@heddle/events'
import type { GoalName } from './goal-events.js'
import type { Period, UnitFilter } from './needs.js'
import { countOf, isQuantity, type Quantity } from './quantity.js'

export interface DirectionOption {
  /** Whether more of it is good, or less: what a guardrail and a decision go by; default `down` for speeds of pages, else `up`. */
  readonly direction?: 'up' | 'down'
}

export interface UnitOption extends DirectionOption {
  /**
   * Only units count whose first exposure has these attributes, such as `{ lang: 'ar' }`. Values are compared as text;
   * `(none)` stands for "does not have it".
   */
  readonly only?: Attributes
  /**
   * Whom the metric is about: all units that were exposed (default), or only those for which the change was on the page:
   * at least one document in which they were exposed says that it applied the experiment. What keeps a change from being
   * applied may differ between variants, so `applied` is for understanding, not for deciding.
   */
  readonly population?: 'exposed' | 'applied'
}

export interface WindowOption extends UnitOption {
  /** How long a unit's goals count from its first exposure: ms, or a text such as '7 d'; else to the end of the log. */
  readonly window?: number | string
  /**
   * Whether only units count whose window is over at the end of the log, which is its latest event; the report says how
   * many are left out. Default false: a unit that was exposed yesterday counts with what it did so far.
   */
  readonly complete?: boolean
}

export interface BeforeOption<Key extends string = string> {
  /**
   * How far to look back from the first exposure, ms or a text such as '14 d': what units did then takes noise out of
   * what they did after (CUPED). The value stays the plain one; the comparison is of adjusted means or shares.
   */
  readonly before?: number | string
  /**
   * What they did then, where it is not what the metric itself is about: a goal, which is counted, or a quantity such as
   * `sessions()` or `values('order')`. In a table of units, where no time is known: the column of what was before.
   */
  readonly covariate?: GoalName<Key> | Quantity<Key>
}

/** What was before the first exposure as a metric keeps it. */
export interface LooksBack {
  readonly beforeMs?: number
  /** Else that of the metric. */
  readonly covariate?: Quantity
}

export interface MetricOptions extends WindowOption {
  /**
   * What a value is multiplied by before it is rounded to an integer and added: floor(v · scale + 0.5); default 1,000,000.
   * Smaller for values so large that a unit's total passes 2^53, larger for values far below a millionth.
   */
  readonly scale?: number
}

/** The window as a metric keeps it, and whom it is about. */
export interface Windowed extends UnitFilter, DirectionOption {
  readonly windowMs?: number
  /** Only units whose window is over count. */
  readonly complete?: true
}

/** Sums of integers are the same on every engine and in every order; sums of fractions are not. */
export const defaultScale = 1_000_000

/** Whom the metric is about and which way is good, as it keeps it: values as text, and nothing at all where nothing was said. */
export function unitFilterOf({
  only = {},
  population = 'exposed',
  direction,
}: UnitOption): UnitFilter & DirectionOption {
  const wanted = Object.entries(only).map(([attribute, value]) => [attribute, String(value)])
  return {
    ...(wanted.length === 0 ? {} : { only: Object.fromEntries(wanted) }),
    ...(population === 'applied' ? { population } : {}),
    ...(direction === undefined ? {} : { direction }),
  }
}

/** The options as the metric keeps them: the window in ms and not there at all if it never ends. */
export function windowOf(options: WindowOption): Windowed {
  const { window, complete = false } = options
  const units = unitFilterOf(options)
  if (window !== undefined) {
    return { ...units, windowMs: durationOf('window', window), ...(complete ? { complete } : {}) }
  }
  if (!complete) return units
  throw new TypeError(
    "A metric of complete windows needs a window that ends, such as { window: '7 d', complete: true }.",
  )
}

/** The same of the time before. */
export function beforeOf({ before, covariate }: BeforeOption): LooksBack {
  return {
    ...(before === undefined ? {} : { beforeMs: durationOf('"before"', before) }),
    ...(covariate === undefined ? {} : { covariate: isQuantity(covariate) ? covariate : countOf(covariate) }),
  }
}

/** What the units ask of an engine. */
export function unitsAskedOf({ only, population }: UnitFilter): UnitFilter {
  return { ...(only ? { only } : {}), ...(population ? { population } : {}) }
}

/** What the window and the units ask of an engine. */
export function periodOf(metric: Windowed): Period {
  const { windowMs, complete } = metric
  const units = unitsAskedOf(metric)
  if (windowMs === undefined) return units
  return { ...units, windowMs, ...(complete ? { watchedMs: windowMs } : {}) }
}

/** The scale, checked. */
export function scaleOf({ scale = defaultScale }: MetricOptions): number {
  if (scale > 0 && scale < Infinity) return scale
  throw new RangeError(`A metric's scale is a positive number, got ${scale}.`)
}

/** A share strictly between 0 and 1, checked. */
export function shareOf(option: string, share: number): number {
  if (share > 0 && share < 1) return share
  throw new RangeError(`A metric's ${option} is a share between 0 and 1, such as 0.75; got ${share}.`)
}

/** A time in ms, from a number of them or a text such as '7 d'. */
export function durationOf(option: string, duration: number | string): number {
  const ms = typeof duration === 'number' ? duration : durationMs(option, duration)
  if (ms > 0 && ms < Infinity) return ms
  throw new RangeError(`A metric's ${option} is longer than 0 ms, got ${duration}.`)
}

export const dayMs = 86_400_000

const unitMs = new Map([
  ['ms', 1],
  ['s', 1000],
  ['min', 60_000],
  ['h', 3_600_000],
  ['d', dayMs],
  ['w', 604_800_000],
])

function durationMs(option: string, text: string): number {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/.exec(text.trim()) ?? []
  const ms = unitMs.get(unit)
  if (ms !== undefined) return Number(amount) * ms
  throw new RangeError(`A metric's ${option} is a number and one of ${[...unitMs.keys()].join(', ')}, got "${text}".`)
}
