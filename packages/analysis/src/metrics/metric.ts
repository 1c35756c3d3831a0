/**
 * All kinds of metrics together. A new kind is a new file beside this one and a line in each of the three places here.
 */
import { type Between, betweenMethod, betweenNotation } from './between.js'
import { type Funnel, funnelMethod, funnelNotation } from './funnel.js'
import { type Mean, meanMethod, meanNotation } from './mean.js'
import type { Method, SumsMethod } from './method.js'
import type { Notation } from './notation.js'
import { type Proportion, proportionMethod, proportionNotation } from './proportion.js'
import { type Quantile, quantileMethod, quantileNotation } from './quantile.js'
import { type Ratio, ratioMethod, ratioNotation } from './ratio.js'
import { type Retention, retentionMethod, retentionNotation } from './retention.js'

/** What is computed, as data: it can be stored, sent to a worker and compared. */
export type Metric = Proportion | Mean | Ratio | Retention | Quantile | Funnel | Between

/** Metrics by the name they have in the report. */
export type Metrics = { readonly [name: string]: Metric }

/** How each kind is written. */
export const notations: { readonly [Kind in Metric['kind']]: Notation<Metric> } = {
  proportion: proportionNotation,
  mean: meanNotation,
  ratio: ratioNotation,
  retention: retentionNotation,
  quantile: quantileNotation,
  funnel: funnelNotation,
  between: betweenNotation,
}

/** What a metric needs from an engine and what is made of it. */
export function methodOf(metric: Proportion | Mean | Ratio | Retention): SumsMethod
export function methodOf(metric: Metric): Method
export function methodOf(metric: Metric): Method {
  switch (metric.kind) {
    case 'proportion':
      return proportionMethod(metric)
    case 'mean':
      return meanMethod(metric)
    case 'ratio':
      return ratioMethod(metric)
    case 'retention':
      return retentionMethod(metric)
    case 'quantile':
      return quantileMethod(metric)
    case 'funnel':
      return funnelMethod(metric)
    case 'between':
      return betweenMethod(metric)
  }
}
