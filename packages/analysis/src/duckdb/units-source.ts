/**
 * A table with one row per unit as a source for `analyse`.
 */
import type { Source } from '../sources/source.js'
import { measureUnits, type UnitsColumns } from './analyse-units.js'

/**
 * @param path a file that ends in .csv, .csv.gz or .parquet; without a column `experiment` it is one experiment, named like
 * the file
 * @example await analyse('visits', { day7: proportion('retention_7') }, units('visits.csv', { unit: 'userid', variant: 'version' }))
 */
export function units(path: string, columns: Pick<UnitsColumns, 'unit' | 'variant' | 'experiment'>): Source {
  return {
    measure: async (metrics, { segment } = {}) => {
      if (segment !== undefined) throw new TypeError(`A table of units cannot be split by "${segment}"; a log can.`)
      return measureUnits(path, { ...columns, metrics })
    },
  }
}
