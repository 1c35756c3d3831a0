/**
 * What can be asked for numbers: a log, counts, a database. The one thing that `analyse` needs to know of it.
 */
import type { Measurement } from '../measurement.js'
import type { Metrics } from '../metrics/metric.js'

export interface SourceOptions {
  /** An attribute of exposures: everything is also added up for each of its values, where the source can. */
  readonly segment?: string
  /** The only experiment that is asked for; a source may measure others as well. */
  readonly experiment?: string
}

/** An engine with what it reads. Anything that adds up the sums of metrics over units can be one. */
export interface Source {
  /** @throws Error with a sentence on what is wrong with the source, or what it cannot measure */
  measure(metrics: Metrics, options?: SourceOptions): Promise<Measurement>
}
