/**
 * Reads metrics as people write them: in text on a command line, and as objects in an experiment file.
 */
import { type ExperimentFile, isObject, type MetricSpec } from '@heddle/events'
import { checkKnownGoals } from './known-goals.js'
import { type Metric, type Metrics, notations } from './metric.js'
import type { Notation } from './notation.js'
import { optionForms, readMetricText } from './option-text.js'
import { readSpec } from './spec.js'

/**
 * A metric as it would be written in code, without quotes and braces: what it is over, then its options by name.
 * A name with a comma, a slash, a bracket or = in it stands in double quotes.
 *
 * @throws TypeError or RangeError that repeats the text and says what is allowed
 * @example parseMetric('proportion(best, window=7 d, complete=true)')
 * @example parseMetric('mean(order, value, cap=0.999, only lang=ar)')
 * @example parseMetric('ratio(best[item=tab-best]/exposures)')
 */
export function parseMetric(text: string): Metric {
  const [, kind = '', inside = ''] = /^\s*(\w+)\((.*)\)\s*$/s.exec(text) ?? []
  const notation = notationOf(kind)
  if (!notation) throw unreadable(text)
  const { over, options } = readMetricText(text, inside)
  for (const name of Object.keys(options)) {
    if (notation.options.some((one) => one === name)) continue
    throw new TypeError(
      `Metric "${text}": a ${kind} has no option "${name}". Its options are ${optionForms(notation.options)}. ` +
        'A name with = in it stands in double quotes.',
    )
  }
  const fields = notation.fieldsOf(over)
  if (!fields) throw unreadable(text)
  const metric = metricOf(text, notation, { kind, ...fields, ...options })
  if (metric) return metric
  throw unreadable(text)
}

/**
 * A metric of an experiment file, such as `{ "kind": "mean", "goal": "order", "take": "value", "window": "7 d" }`
 * or `{ "kind": "ratio", "numerator": "help", "denominator": "exposures" }`.
 *
 * @throws TypeError or RangeError that names the metric and lists what is allowed
 */
export function metricFromSpec(name: string, spec: MetricSpec): Metric {
  const notation = notationOf(spec.kind)
  if (!notation) {
    throw new TypeError(
      `Metric "${name}" has the kind "${spec.kind}"; the kinds are ${Object.keys(notations).join(', ')}.`,
    )
  }
  const known = ['kind', 'description', ...notation.fieldNames, ...notation.options]
  const strange = Object.keys(spec).find((field) => !known.includes(field))
  if (strange !== undefined) {
    throw new TypeError(
      `Metric "${name}" has a field "${strange}"; the fields of a ${spec.kind} are ${known.join(', ')}.`,
    )
  }
  const metric = metricOf(name, notation, spec)
  if (metric) return metric
  throw new TypeError(
    `Metric "${name}" is not complete: a ${spec.kind} has ${notation.fields}; its options are ${notation.options.join(', ')}.`,
  )
}

/** The metrics of an experiment file, by name. */
export function metricsFromSpecs(specs: { readonly [name: string]: MetricSpec }): Metrics {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, metricFromSpec(name, spec)]))
}

/**
 * The metrics of an experiment file. Where it lists its goals, metrics are over these only: another name is most likely
 * mistyped.
 *
 * @throws TypeError that names the metric and the goal that is not listed, or what {@link metricFromSpec} throws
 */
export function metricsOfFile({ metrics: specs, goals }: Pick<ExperimentFile, 'metrics' | 'goals'>): Metrics {
  const metrics = metricsFromSpecs(specs)
  if (goals.length > 0) checkKnownGoals(metrics, goals, 'the experiment file')
  return metrics
}

/** The same where there is a file and it has any. */
export function metricsIfAny(file: ExperimentFile | undefined): Metrics | undefined {
  return file && Object.keys(file.metrics).length > 0 ? metricsOfFile(file) : undefined
}

/** Whether the value is a metric as `proportion(…)` and its like make them, by its kind; what is in it is not looked at. */
export function isMetric(value: unknown): value is Metric {
  return isObject(value) && typeof value.kind === 'string' && notationOf(value.kind) !== undefined
}

function notationOf(kind: string): Notation<Metric> | undefined {
  return Object.entries(notations).find(([name]) => name === kind)?.[1]
}

/** What is wrong with a field is told with the metric's name. */
function metricOf(name: string, notation: Notation<Metric>, spec: MetricSpec): Metric | undefined {
  try {
    return notation.fromSpec(readSpec(spec))
  } catch (cause) {
    if (cause instanceof RangeError) throw new RangeError(`Metric "${name}": ${cause.message}`, { cause })
    if (cause instanceof TypeError) throw new TypeError(`Metric "${name}": ${cause.message}`, { cause })
    throw cause
  }
}

function unreadable(text: string): TypeError {
  const forms = Object.values(notations).flatMap((notation) => notation.forms)
  return new TypeError(
    `Metric "${text}" cannot be read. Write one of: ${forms.join('; ')}. Options follow, as in ` +
      'proportion(goal, window=7 d, only lang=ar); a goal may be one of an item or a slot, as in best[item=tab-best].',
  )
}
