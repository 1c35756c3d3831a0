/**
 * Reads metrics as people write them: in text on a command line, and as objects in an experiment file.
 */
import type { MetricSpec } from '@heddle/events'
import { type Metric, type Metrics, notations } from './metric.js'
import type { Notation, Spec } from './notation.js'

/**
 * A metric as it would be written in code, without quotes.
 *
 * @throws TypeError that repeats the text and lists what is allowed
 * @example parseMetric('proportion(best)')
 * @example parseMetric('mean(order, value)')
 * @example parseMetric('ratio(help/exposures)')
 */
export function parseMetric(text: string): Metric {
  const [, kind = '', inside = ''] = /^\s*(\w+)\((.*)\)\s*$/s.exec(text) ?? []
  const metric = notationOf(kind)?.fromText(inside.trim())
  if (metric) return metric
  throw new TypeError(`Metric "${text}" cannot be read. Write one of: ${allowed()}.`)
}

/**
 * A metric of an experiment file, such as `{ "kind": "mean", "goal": "order", "take": "value", "window": "7 d" }`
 * or `{ "kind": "ratio", "numerator": "help", "denominator": "exposures" }`.
 *
 * @throws TypeError that names the metric and lists what is allowed
 */
export function metricFromSpec(name: string, spec: MetricSpec): Metric {
  const notation = notationOf(spec.kind)
  if (!notation) {
    throw new TypeError(
      `Metric "${name}" has the kind "${spec.kind}"; the kinds are ${Object.keys(notations).join(', ')}.`,
    )
  }
  const metric = notation.fromSpec(fieldsOf(name, spec))
  if (metric) return metric
  throw new TypeError(`Metric "${name}" is not complete: a ${spec.kind} has ${notation.fields}.`)
}

/** The metrics of an experiment file. */
export function metricsFromSpecs(specs: { readonly [name: string]: MetricSpec }): Metrics {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, metricFromSpec(name, spec)]))
}

function notationOf(kind: string): Notation<Metric> | undefined {
  return Object.entries(notations).find(([name]) => name === kind)?.[1]
}

const allowed = () =>
  Object.values(notations)
    .flatMap(({ forms }) => forms)
    .join('; ')

function fieldsOf(name: string, spec: MetricSpec): Spec {
  const read = <Value>(field: string, isOne: (value: unknown) => value is Value, what: string): Value | undefined => {
    const value = spec[field]
    if (value === undefined || isOne(value)) return value
    throw new TypeError(`Metric "${name}": "${field}" is ${what}.`)
  }
  const number = (field: string) => read(field, isNumber, 'a number')
  const duration = (field: string) => read(field, isDuration, "a text such as '7 d', or ms")
  const window = duration('window')
  const complete = read('complete', isFlag, 'true or false')
  const scale = number('scale')
  return {
    text: (field) => read(field, isText, 'a text'),
    texts: (field) => read(field, isTexts, 'a list of texts'),
    number,
    flag: (field) => read(field, isFlag, 'true or false') ?? false,
    duration,
    options: {
      ...(window === undefined ? {} : { window }),
      ...(complete === undefined ? {} : { complete }),
      ...(scale === undefined ? {} : { scale }),
    },
  }
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText)
const isNumber = (value: unknown): value is number => typeof value === 'number'
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'
const isDuration = (value: unknown): value is string | number => isText(value) || isNumber(value)
