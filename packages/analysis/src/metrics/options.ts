/**
 * What every kind of metric may be told besides its goal: how finely values are counted, and for how long.
 */

export interface WindowOption {
  /** How long a unit's goals count from its first exposure: ms, or a text such as '7 d'; else to the end of the log. */
  readonly window?: number | string
}

export interface MetricOptions extends WindowOption {
  /**
   * What a value is multiplied by before it is rounded to an integer and added: floor(v · scale + 0.5); default 1,000,000.
   * Smaller for values so large that a unit's total passes 2^53, larger for values far below a millionth.
   */
  readonly scale?: number
}

/** Sums of integers are the same on every engine and in every order; sums of fractions are not. */
export const defaultScale = 1_000_000

/** The options as the metric keeps them: the window in ms and not there at all if it never ends. */
export function windowOf({ window }: WindowOption): { readonly windowMs?: number } {
  if (window === undefined) return {}
  const ms = typeof window === 'number' ? window : durationMs(window)
  if (!(ms > 0 && ms < Infinity)) throw new RangeError(`A metric's window is longer than 0 ms, got ${window}.`)
  return { windowMs: ms }
}

/** The scale, checked. */
export function scaleOf({ scale = defaultScale }: MetricOptions): number {
  if (scale > 0 && scale < Infinity) return scale
  throw new RangeError(`A metric's scale is a positive number, got ${scale}.`)
}

const unitMs = new Map([
  ['ms', 1],
  ['s', 1000],
  ['min', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 604_800_000],
])

function durationMs(text: string): number {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/.exec(text.trim()) ?? []
  const ms = unitMs.get(unit)
  if (ms !== undefined) return Number(amount) * ms
  throw new RangeError(`A metric's window is a number and one of ${[...unitMs.keys()].join(', ')}, got "${text}".`)
}
