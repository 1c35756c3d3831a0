/**
 * The checks of one experiment, which an analyst reads before any number: did the variants get their shares of units,
 * did every event arrive, and alike in every variant, did a unit meet two variants.
 */
import type { Checks } from '@heddle/analysis'
import { checkLines } from './check-line.js'
import { deliveryLines } from './delivery-view.js'
import { formatCount, formatShare } from './format-number.js'
import { lossLines } from './loss-view.js'
import { sampleRatioLines } from './sample-ratio-view.js'
import type { Screen } from './screen.js'
import { plural } from './text.js'

/** All checks that the report has; a table has fewer than a log. */
export function checksLines(
  { sampleRatio, delivery, loss, crossover }: Checks,
  control: string,
  screen: Screen,
): string[] {
  return [
    ...sampleRatioLines(sampleRatio, control, screen),
    ...(loss ? lossLines(loss, screen) : []),
    ...(delivery ? deliveryLines(delivery, screen) : []),
    ...(crossover ? crossoverLines(crossover.units, sampleRatio, screen) : []),
  ]
}

/** Above this share of all units the ids do not last, and the variants are no longer two groups. */
const mostCrossed = 0.01

function crossoverLines(units: number, { observed }: Checks['sampleRatio'], screen: Screen): string[] {
  if (units === 0) return checkLines('good', 'crossover', 'no unit met more than one variant', screen)
  const counted = Object.values(observed).reduce((sum, count) => sum + count, 0)
  const share = units / (units + counted)
  const found = `${plural(units, formatCount(units), 'unit')} met more than one variant and ${units === 1 ? 'is' : 'are'} left out`
  if (share <= mostCrossed) return checkLines('doubtful', 'crossover', found, screen)
  return checkLines('bad', 'crossover', `${found}: ${formatShare(share)} of all, so their ids do not last`, screen)
}
