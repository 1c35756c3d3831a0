/**
 * What became of the events of a log, as text: the verdict, the counts by what sent them, each experiment, and the streams
 * that miss something.
 * Pure: a report and a screen in, a text out.
 */
import type { CheckedExperiment, CheckReport, Fate, StreamReport } from '@heddle/analysis'
import { formatCount, formatShare } from '@heddle/analysis/view'
import { brokenLines } from './broken-lines.js'
import { checkLines } from './check-line.js'
import { lossLines } from './loss-view.js'
import type { Screen } from './screen.js'
import { type Column, fittedLines, textTable } from './table.js'
import { plural, printable, shorten, wrap } from './text.js'

/** The whole text, ending in a line break. */
export function checkView(report: CheckReport, screen: Screen): string {
  const { total, browsers, clients, experiments } = report
  const parts = [
    logLines(report, screen),
    fateTable('all', { log: total }, screen),
    fateTable('browser', browsers, screen),
    fateTable('client', clients, screen),
    ...experiments.map((experiment) => experimentLines(experiment, screen)),
    streamLines(report, screen),
    meaningLines(screen),
  ]
  const texts = parts.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return `${texts.join('\n\n')}\n`
}

function logLines({ log, total }: CheckReport, screen: Screen): string[] {
  const { lines, events, broken } = log
  const found = `${plural(lines, formatCount(lines), 'line')}, ${plural(events, formatCount(events), 'different event')}`
  return [
    screen.paint.strong('the log'),
    ...checkLines('good', 'read', found, screen),
    ...verdictLines(total, screen),
    ...reasonLines(total, screen),
    ...brokenLines(broken, lines, screen),
  ]
}

function verdictLines({ missing, open, issued, streams, streamsMissing }: Fate, screen: Screen): string[] {
  const announced = open > 0 ? `; ${formatCount(open)} announced and may still come` : ''
  if (missing === 0) return checkLines('good', 'missing', `nothing is missing${announced}`, screen)
  const found =
    `${formatCount(missing)} of ${plural(issued, formatCount(issued), 'event')} (${formatShare(missing / issued, 2)}), ` +
    `in ${formatCount(streamsMissing)} of ${plural(streams, formatCount(streams), 'stream')}${announced}`
  return checkLines('bad', 'missing', found, screen)
}

function reasonLines({ reasons }: Fate, screen: Screen): string[] {
  const found = Object.entries(reasons).map(([reason, count]) => `${printable(reason)}: ${formatCount(count)}`)
  return found.length === 0 ? [] : checkLines('doubtful', 'dropped', `on purpose: ${found.join(', ')}`, screen)
}

function experimentLines({ experiment, variants, loss }: CheckedExperiment, screen: Screen): string[] {
  const title = screen.paint.strong(printable(experiment))
  return [title, ...lossLines(loss, screen), ...fateTable('variant', variants, screen)]
}

const number = { align: 'right' } as const

function fateTable(head: string, fates: { readonly [name: string]: Fate }, screen: Screen): string[] {
  const columns: Column[] = [
    { head, align: 'left' },
    { head: 'streams', ...number, goes: 2 },
    { head: 'issued', ...number },
    { head: 'received', ...number },
    { head: 'repeated', ...number, goes: 1 },
    { head: 'dropped', ...number, goes: 3 },
    { head: 'missing', ...number },
    { head: 'share', ...number },
    { head: 'open', ...number },
  ]
  const rows = Object.entries(fates).map(([name, fate]) => [
    shorten(printable(name), Math.max(Math.floor(screen.width / 4), 12)),
    formatCount(fate.streams),
    formatCount(fate.issued),
    formatCount(fate.received),
    formatCount(fate.repeated),
    formatCount(fate.dropped),
    formatCount(fate.missing),
    formatShare(fate.issued > 0 ? fate.missing / fate.issued : 0, 2),
    formatCount(fate.open),
  ])
  return rows.length === 0 ? [] : fittedLines(textTable(columns, rows), screen)
}

function streamLines({ streams: { count, worst } }: CheckReport, screen: Screen): string[] {
  if (count === 0) return []
  const { paint, width } = screen
  const more = count > worst.length ? `; these ${formatCount(worst.length)} miss most, --all lists the others` : ''
  return [
    paint.strong(`${plural(count, formatCount(count), 'stream misses', 'streams miss')} something${more}`),
    ...worst.flatMap((stream) => wrap(streamText(stream), width, '    ')),
  ]
}

/** `V1StGXR8_Z5jdHi6B-myT  3 of 12 missing: 4–5, 9; 2 open (Firefox 153, 0.1.0)` */
function streamText({ stream, browser, client, issued, missing, open, ranges }: StreamReport): string {
  const numbers = ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ')
  const sender = [browser, client].flatMap((text) => (text === undefined ? [] : [printable(text)])).join(', ')
  const still = open > 0 ? `; ${formatCount(open)} open` : ''
  return `${printable(stream)}  ${formatCount(missing)} of ${formatCount(issued)} missing: ${numbers}${still}${sender ? ` (${sender})` : ''}`
}

function meaningLines({ paint, width }: Screen): string[] {
  const text =
    'A stream is one page, which numbers its events. Missing: below the highest number that arrived or was dropped. ' +
    'Open: announced above it, may still come. Repeated: copies that were left out.'
  return wrap(text, width).map(paint.faint)
}
