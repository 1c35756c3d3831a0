/**
 * How the log of another tool was: how much of it became events, and what its mapping looked for in vain.
 */
import type { MappedReport } from '@heddle/analysis'
import { formatCount } from '@heddle/analysis/view'
import { brokenLines } from './broken-lines.js'
import { checkLines } from './check-line.js'
import { unfedLines } from './log-view.js'
import type { Screen } from './screen.js'
import { plural, printable } from './text.js'

export function mappedLines(mapped: MappedReport, screen: Screen): string[] {
  const { mapping, records, events, repeated, other, broken, delivery, warnings } = mapped
  const parts = [
    plural(records, formatCount(records), 'record'),
    plural(events, formatCount(events), 'different event'),
    ...(repeated > 0
      ? [`${plural(repeated, formatCount(repeated), 'repeated copy', 'repeated copies')} left out`]
      : []),
    ...(other > 0 ? [`${formatCount(other)} of the records about nothing that is mapped`] : []),
  ]
  return [
    screen.paint.strong(`the log, by the mapping ${printable(mapping)}`),
    ...checkLines(events > 0 ? 'good' : 'bad', 'read', parts.join(', '), screen),
    ...checkLines('doubtful', 'delivery', delivery.reason, screen),
    ...brokenLines(broken, records, screen, { one: 'record', was: 'mapped' }),
    ...warnings.flatMap((warning) => checkLines('doubtful', 'mapping', printable(warning), screen)),
    ...unfedLines(mapped, screen),
  ]
}
