/**
 * Whether what the pages sent is in the log: every event, once.
 */
import type { DeliveryReport } from '@heddle/analysis'
import { formatCount, formatShare } from '@heddle/analysis/view'
import { checkLines } from './check-line.js'
import type { Screen } from './screen.js'
import { plural, printable } from './text.js'

/** The same for the whole log and for one experiment of it; only the latter knows variants. */
export function deliveryLines(
  delivery: Omit<DeliveryReport, 'variants'> & Partial<Pick<DeliveryReport, 'variants'>>,
  screen: Screen,
): string[] {
  const { issued, received, dropped, lost, open, repeated, variants = {} } = delivery
  const parts = [
    `${formatCount(issued)} issued`,
    `${formatCount(received)} received`,
    ...(dropped > 0 ? [`${formatCount(dropped)} dropped on purpose by the pages`] : []),
    lost > 0 ? `${formatCount(lost)} lost (${formatShare(lost / issued, 2)})${openText(lost, open)}` : 'none lost',
    repeated > 0
      ? `${plural(repeated, formatCount(repeated), 'repeated copy', 'repeated copies')} left out`
      : 'none twice',
  ]
  const found = parts.join(', ')
  if (lost === 0) return checkLines('good', 'delivery', found, screen)
  const lossOf = Object.entries(variants).map(
    ([variant, loss]) =>
      `${printable(variant)}: ${formatCount(loss.lost)} (${formatShare(loss.issued > 0 ? loss.lost / loss.issued : 0, 2)})`,
  )
  const perVariant = lossOf.length > 0 ? `; lost by variant: ${lossOf.join(', ')}` : ''
  return checkLines('doubtful', 'delivery', `${found}${perVariant}`, screen)
}

/** How much of a loss may still come. */
function openText(lost: number, open: number): string {
  if (open === 0) return ''
  return open === lost ? ', which may still come' : `, of which ${formatCount(open)} may still come`
}
