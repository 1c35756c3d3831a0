/**
 * Numbers and findings in plain words. Pure.
 */
import type { ComparisonReport, MetricReport } from '@heddle/analysis'
import type { Interval } from './interval.js'

/** Kept on the line of its number. */
const percentSign = '\u00a0%'

export const count = (value: number): string => value.toLocaleString('en')

/** 0.65 is "+65 %". Below ten per cent with a decimal. */
export function lift(share: number): string {
  const percent = Math.abs(share * 100)
  const digits = percent < 9.95 ? percent.toFixed(1) : percent >= 1000 ? count(Math.round(percent)) : percent.toFixed(0)
  return `${Number(digits.replace(',', '')) === 0 ? '' : share < 0 ? '−' : '+'}${digits}${percentSign}`
}

export function value(kind: MetricReport['kind'], number: number | null): string {
  if (number === null) return 'none'
  return kind === 'proportion' || kind === 'retention' || kind === 'funnel'
    ? `${(number * 100).toFixed(1)}${percentSign}`
    : number.toLocaleString('en', { maximumSignificantDigits: 4 })
}

/** "= 0.03", or "< 0.0001". */
export function probability(p: number): string {
  return p < 0.0001 ? '< 0.0001' : `= ${p.toFixed(p < 0.01 ? 4 : 2)}`
}

/** The estimate and its interval: "+65 % (+47 % to +85 %)". */
export function range(interval: Interval): string {
  if (interval.status === 'undefined') return interval.reason
  const estimate = interval.estimate === undefined ? '' : lift(interval.estimate)
  const bounds = boundsOf(interval)
  return estimate ? `${estimate} (${bounds})` : bounds
}

function boundsOf(interval: Exclude<Interval, { status: 'undefined' }>): string {
  const low = interval.low === undefined ? '' : lift(interval.low)
  const high = interval.high === undefined ? '' : lift(interval.high)
  if (interval.status === 'ok') return `${low}\u00a0to\u00a0${high}`
  switch (interval.shape) {
    case 'above':
      return `${low} or more`
    case 'below':
      return `${high} or less`
    case 'outside':
      return `${low} or less, or ${high} or more`
    case 'everything':
      return 'anything is possible'
  }
}

export type Verdict = 'up' | 'down' | 'open' | 'undefined'

/** Which way the metric went, if that is beyond chance after adjusting for the number of comparisons. */
export function verdictOf({ difference, lift, adjustedPValue }: ComparisonReport, alpha: number): Verdict {
  if (adjustedPValue === null) return 'undefined'
  const estimate = estimateOf(difference) ?? estimateOf(lift)
  if (adjustedPValue > alpha || estimate === undefined) return 'open'
  return estimate > 0 ? 'up' : 'down'
}

const estimateOf = (interval: Interval) => (interval.status === 'undefined' ? undefined : interval.estimate)

/** What a reader who skips the chart can take away; the range follows. */
export function finding(metric: string, control: string, comparison: ComparisonReport, alpha: number): string {
  const { variant } = comparison
  switch (verdictOf(comparison, alpha)) {
    case 'up':
      return `${variant} raises “${metric}”: `
    case 'down':
      return `${variant} lowers “${metric}”: `
    case 'open':
      return `${variant} and ${control} do not differ clearly in “${metric}” so far: `
    case 'undefined':
      return `${variant} and ${control} cannot be compared in “${metric}” yet: `
  }
}
