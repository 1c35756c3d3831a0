/**
 * How the sentence of a decision writes its numbers: as the metric's table does. Pure.
 */
import type { NumberWriter } from '@heddle/stats'
import type { MetricReport } from '../lift-report.js'
import { decimalsForDigits, formatCount, formatShare, formatSigned } from '../view/format-number.js'
import { formsOf } from '../view/metric-forms.js'

/** @param metric the one that decides */
export function numberWriter(metric: MetricReport): NumberWriter {
  const forms = formsOf(metric)
  return {
    effect: (end, of) => {
      const { scale, decimals } = forms[of]
      const shown = end * scale.factor
      // An end beside zero says on which side it lies.
      const enough = Math.abs(shown) < 0.5 * 10 ** -decimals ? decimalsForDigits(shown, 1) : decimals
      return `${formatSigned(shown, enough)}${scale.suffix}`
    },
    count: formatCount,
    chance: (chance) => formatShare(chance, 0),
  }
}
