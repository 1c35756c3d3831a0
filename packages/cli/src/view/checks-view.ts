/**
 * The checks of one experiment, which an analyst reads before any number: did the variants get their shares of units,
 * did every event arrive, and alike in every variant, did a unit meet two variants.
 */
import type { Checks } from '@heddle/analysis'
import { crossedShare, formatCount, formatShare } from '@heddle/analysis/view'
import { checkLines } from './check-line.js'
import { deliveryLines } from './delivery-view.js'
import { lossLines } from './loss-view.js'
import { sampleRatioLines } from './sample-ratio-view.js'
import type { Screen } from './screen.js'
import { plural } from './text.js'

/** All checks that the report has; a table has fewer than a log. */
export function checksLines(checks: Checks, control: string, screen: Screen): string[] {
  const { sampleRatio, delivery, loss, crossover } = checks
  return [
    ...sampleRatioLines(sampleRatio, control, screen),
    ...(loss ? lossLines(loss, screen) : []),
    ...(delivery ? deliveryLines(delivery, screen) : []),
    ...(crossover ? crossoverLines(checks, crossover.units, screen) : []),
  ]
}

function crossoverLines(checks: Checks, units: number, screen: Screen): string[] {
  if (units === 0) return checkLines('good', 'crossover', 'no unit met more than one variant', screen)
  const { share, isBroken } = crossedShare(checks)
  const found = `${plural(units, formatCount(units), 'unit')} met more than one variant and ${units === 1 ? 'is' : 'are'} left out`
  if (!isBroken) return checkLines('doubtful', 'crossover', found, screen)
  return checkLines('bad', 'crossover', `${found}: ${formatShare(share)} of all, so their ids do not last`, screen)
}
