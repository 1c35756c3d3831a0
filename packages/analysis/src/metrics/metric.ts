/**
 * All kinds of metrics together. A new kind is a new file beside this one and a line in each of the three places here.
 */
import { type Mean, meanMethod, meanNotation } from './mean.js'
import type { Method, Notation } from './method.js'
import { type Proportion, proportionMethod, proportionNotation } from './proportion.js'
import { type Ratio, ratioMethod, ratioNotation } from './ratio.js'

/** What is computed, as data: it can be stored, sent to a worker and compared. */
export type Metric = Proportion | Mean | Ratio

/** Metrics by the name they have in the report. */
export type Metrics = { readonly [name: string]: Metric }

/** How each kind is written. */
export const notations: { readonly [Kind in Metric['kind']]: Notation<Metric> } = {
  proportion: proportionNotation,
  mean: meanNotation,
  ratio: ratioNotation,
}

/** What a metric needs from an engine and what is made of it. */
export function methodOf(metric: Metric): Method {
  switch (metric.kind) {
    case 'proportion':
      return proportionMethod(metric)
    case 'mean':
      return meanMethod(metric)
    case 'ratio':
      return ratioMethod(metric)
  }
}
