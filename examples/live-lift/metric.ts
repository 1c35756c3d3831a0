/**
 * One metric of an experiment: its finding in words, the value of each variant, and the lift as a bar.
 */
import type { ComparisonReport, MetricReport } from '@heddle/analysis'
import { type Interval, type Scale, stretchesOf } from './interval.js'
import { changing, html, svg } from './node.js'
import { count, finding, lift, probability, range, value, verdictOf } from './words.js'

export interface Setting {
  readonly control: string
  readonly alpha: number
  readonly scale: Scale
}

export function metric(name: string, { kind, variants, comparisons }: MetricReport, setting: Setting): Element {
  return html(
    'section',
    { class: 'metric', 'data-name': name },
    html('h3', {}, name, html('small', {}, kind)),
    values(kind, variants),
    html(
      'div',
      { class: 'comparisons' },
      ...comparisons.map((each) => comparison(name, each, setting, Object.keys(variants).indexOf(each.variant))),
    ),
  )
}

function values(kind: MetricReport['kind'], variants: MetricReport['variants']): Element {
  const rows = Object.entries(variants).map(([name, { n, value: measured }], index) =>
    html(
      'tr',
      {},
      html('th', { scope: 'row' }, html('i', { class: `dye-${index % 4}` }), name),
      html('td', {}, changing(count(n))),
      html('td', {}, changing(value(kind, measured))),
    ),
  )
  const head = ['Variant', 'Units', 'Value'].map((title) => html('th', { scope: 'col' }, title))
  return html('table', {}, html('thead', {}, html('tr', {}, ...head)), html('tbody', {}, ...rows))
}

function comparison(
  name: string,
  report: ComparisonReport,
  { control, alpha, scale }: Setting,
  index: number,
): Element {
  const { pValue, adjustedPValue, method, warnings } = report
  const verdict = verdictOf(report, alpha)
  return html(
    'div',
    { class: `comparison ${verdict}`, 'data-name': report.variant },
    html('p', { class: 'finding' }, finding(name, control, report, alpha), changing(range(report.lift))),
    ...(report.lift.status === 'undefined' ? [] : [bar(report.lift, scale, index)]),
    html(
      'p',
      { class: 'fine' },
      ...(pValue === null ? [] : ['p ', changing(probability(pValue)), ' · ']),
      ...(adjustedPValue === null ? [] : ['adjusted p ', changing(probability(adjustedPValue)), ' · ']),
      method,
    ),
    ...warnings.map((warning) => html('p', { class: 'warning' }, warning)),
  )
}

/** The words above say the same, so the drawing is hidden from readers that cannot see it. */
function bar(interval: Exclude<Interval, { status: 'undefined' }>, scale: Scale, index: number): Element {
  const least = scale.ticks[0] ?? 0
  const most = scale.ticks.at(-1) ?? 0
  const grid = scale.ticks.flatMap((tick) => {
    const x = `${scale.at(tick)}%`
    const isZero = Math.abs(tick) < 1e-9
    return [
      svg('line', { class: isZero ? 'zero' : 'tick', x1: x, x2: x, y1: 0, y2: isZero ? 40 : 36 }),
      svg(
        'text',
        { x, y: 54, 'text-anchor': 'middle', class: isZero ? 'zero' : 'tick' },
        isZero ? '0' : lift(tick).replace('.0', ''),
      ),
    ]
  })
  const stretches = stretchesOf(interval).flatMap(([from, to]) => {
    const start = scale.at(from)
    const end = scale.at(to)
    return [
      svg('rect', {
        class: `interval dye-${index % 4}`,
        x: `${start}%`,
        y: 12,
        width: `${Math.max(end - start, 0.5)}%`,
        height: 14,
        rx: 7,
      }),
      ...(from < least ? [arrow('0%', '−')] : []),
      ...(to > most ? [arrow('100%', '+')] : []),
    ]
  })
  const { estimate } = interval
  const isOnScale = estimate !== undefined && estimate >= least && estimate <= most
  const dots = isOnScale ? [dot(scale.at(estimate), index)] : []
  return svg('svg', { class: 'bar', 'aria-hidden': 'true' }, ...grid, ...stretches, ...dots)
}

const dot = (at: number, index: number) =>
  svg('circle', { class: `estimate dye-${index % 4}`, cx: `${at}%`, cy: 19, r: 5 })

/** Says that the interval goes on beyond the scale. */
const arrow = (x: string, side: '−' | '+') =>
  svg(
    'text',
    { class: 'beyond', x, dx: side === '+' ? 12 : -12, y: 24, 'text-anchor': 'middle' },
    side === '+' ? '›' : '‹',
  )
