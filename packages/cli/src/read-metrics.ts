/**
 * The metrics on a command line: each a name and what it is computed from.
 * Pure; what a metric may be is the analysis's knowledge.
 */
import { type Metrics, parseMetric } from '@heddle/analysis'

export type ReadMetrics =
  | { readonly status: 'metrics'; readonly metrics: Metrics }
  | { readonly status: 'wrong'; readonly sentence: string }

/** @param texts what was given, such as `day7=proportion(retention_7)` */
export function readMetrics(texts: readonly string[]): ReadMetrics {
  const metrics: { [name: string]: Metrics[string] } = {}
  for (const text of texts) {
    const [, name = '', metric = ''] = /^([^=]*)=(.*)$/s.exec(text) ?? []
    if (name.trim() === '') {
      return wrong(`Metric "${text}" has no name. Write a name and what to compute, as in "back=proportion(day7)".`)
    }
    if (Object.hasOwn(metrics, name.trim())) {
      return wrong(`Two metrics are named "${name.trim()}"; give each --metric a name of its own.`)
    }
    try {
      metrics[name.trim()] = parseMetric(metric)
    } catch (cause) {
      return wrong(cause instanceof Error ? cause.message : String(cause))
    }
  }
  return { status: 'metrics', metrics }
}

const wrong = (sentence: string): ReadMetrics => ({ status: 'wrong', sentence })
