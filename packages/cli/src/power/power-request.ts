/**
 * What is asked of `heddle power`: numbers, and where the others come from. Pure.
 */
import type { Metrics, PowerOptions } from '@heddle/analysis'
import { listOf, type Options, textOf } from '../command.js'
import { readOwnAlpha } from '../read-alpha.js'
import { lookRules } from '../read-look.js'
import { readMetrics } from '../read-metrics.js'
import { countOf, durationDaysOf, numberOf, shareOf } from '../read-number.js'

export interface PowerRequest {
  /** What was said; the rest may come from a plan or a pilot. */
  readonly said: Omit<PowerOptions, 'metrics'>
  readonly baseline?: number
  readonly deviation?: number
  readonly margin?: number
  readonly good?: 'up' | 'down'
  readonly metrics?: Metrics
  readonly experiments?: string
  readonly experiment?: string
}

export type ReadPower =
  | { readonly status: 'request'; readonly request: PowerRequest }
  | { readonly status: 'wrong'; readonly sentence: string }

const wrong = (sentence: string): ReadPower => ({ status: 'wrong', sentence })

export function readPowerRequest(options: Options): ReadPower {
  const text = (name: string) => textOf(options, name)
  const alpha = readOwnAlpha(options)
  if (alpha.status === 'wrong') return alpha
  const metrics = readMetrics(listOf(options, 'metric'))
  if (metrics.status === 'wrong') return metrics
  const numbers = numbersIn(options)
  const odd = Object.entries(numbers).find(([, { given, value }]) => given !== undefined && value === undefined)
  if (odd) return wrong(`--${odd[0]} is ${odd[1].is}; got "${odd[1].given}".`)
  const lifts = listOf(options, 'lift').map((given) => ({ given, lift: shareOf(given) }))
  const oddLift = lifts.find(({ lift }) => lift === undefined || lift <= -1)
  if (oddLift) return wrong(`--lift is a share such as 5% or -0.05, above -100 %; got "${oddLift.given}".`)
  const { baseline, deviation, margin, units, variants, power, looks, window } = numbers
  const perDay = numbers['per-day']
  if (deviation.value !== undefined && baseline.value === undefined) {
    return wrong('--deviation needs --baseline as well: the mean of the control.')
  }
  if (baseline.value !== undefined && deviation.value === undefined && !(baseline.value > 0 && baseline.value < 1)) {
    return wrong(
      `--baseline is a rate between 0 and 1, such as 10%, got "${baseline.given}"; for a mean say --deviation as well.`,
    )
  }
  const look = lookRules.find((rule) => rule === text('look'))
  if (looks.value !== undefined && look !== 'group-sequential') {
    return wrong('--looks says how many looks are planned, which only --look group-sequential asks for.')
  }
  const [experiments, experiment, good] = [text('experiments'), text('experiment'), text('good')]
  return {
    status: 'request',
    request: {
      said: {
        ...(alpha.status === 'alpha' ? { alpha: alpha.alpha } : {}),
        ...given({ power, units, variants, looks, unitsPerDay: perDay, windowDays: window }),
        ...(look === undefined ? {} : { look }),
        ...(lifts.length > 0 ? { lifts: lifts.map(({ lift }) => lift ?? 0) } : {}),
      },
      ...given({ baseline, deviation, margin }),
      ...(good === 'up' || good === 'down' ? { good } : {}),
      ...(Object.keys(metrics.metrics).length > 0 ? { metrics: metrics.metrics } : {}),
      ...(experiments === undefined ? {} : { experiments }),
      ...(experiment === undefined ? {} : { experiment }),
    },
  }
}

interface Given {
  readonly given: string | undefined
  readonly value: number | undefined
  /** For the sentence, where it is none. */
  readonly is: string
}

function numbersIn(options: Options) {
  const read = (name: string, of: (text: string) => number | undefined, is: string): Given => {
    const given = textOf(options, name)
    return { given, value: given === undefined ? undefined : of(given), is }
  }
  const above0 = (of: (text: string) => number | undefined) => (text: string) => {
    const value = of(text)
    return value !== undefined && value > 0 ? value : undefined
  }
  const chance = (text: string) => {
    const value = shareOf(text)
    return value !== undefined && value > 0 && value < 1 ? value : undefined
  }
  const count = (least: number, most: number) => (text: string) => {
    const value = countOf(text)
    return value !== undefined && value >= least && value <= most ? value : undefined
  }
  return {
    baseline: read('baseline', shareOf, 'a rate such as 10% or 0.1, or with --deviation a mean'),
    deviation: read('deviation', above0(numberOf), 'a number above 0'),
    margin: read('margin', above0(shareOf), 'a share above 0, such as 2%'),
    units: read('units', count(2, Number.MAX_SAFE_INTEGER), 'a whole number of units, all variants together'),
    variants: read('variants', count(2, 1000), 'a whole number from 2 on, the control among them'),
    'per-day': read('perDay', above0(numberOf), 'a number of new units a day, above 0'),
    window: read('window', durationDaysOf, 'a time such as "7 d" or "12 h"'),
    power: read('power', chance, 'a chance between 0 and 1, 0.8 is usual'),
    looks: read('looks', count(1, 50), 'a whole number from 1 to 50'),
  }
}

function given(numbers: { readonly [name: string]: Given }): { readonly [name: string]: number } {
  return Object.fromEntries(
    Object.entries(numbers).flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]])),
  )
}
