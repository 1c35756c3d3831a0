/**
 * The checks of an experiment: what would make its lift a lie. Each says good, watch or bad, in words and not by colour alone.
 */
import type { Checks, DeliveryReport, SampleRatioReport } from '@heddle/analysis'
import { changing, html, svg } from './node.js'
import { count, probability } from './words.js'

type State = 'good' | 'watch' | 'bad' | 'open'

const signs = { good: '✓', watch: '!', bad: '✕', open: '…' }

export function checks({ sampleRatio, delivery, crossover }: Checks): Element {
  return html(
    'ul',
    { class: 'checks' },
    sampleRatioCheck(sampleRatio),
    ...(delivery ? [deliveryCheck(delivery)] : []),
    ...(crossover ? [crossoverCheck(crossover.units, sampleRatio.observed)] : []),
  )
}

/** Whether more or fewer units than designed are in a variant: then no lift of the experiment means anything. */
export const isSplitWrong = ({ sampleRatio }: Checks): boolean =>
  sampleRatio.status === 'ok' && sampleRatio.pValue < 0.001

function sampleRatioCheck(ratio: SampleRatioReport): Element {
  const variants = Object.entries(ratio.observed)
  const bar = shareBar(variants.map(([, units]) => units))
  const legend = html('p', { class: 'legend' }, ...variants.map(([name, units], index) => unitsOf(name, units, index)))
  const shown = [bar, legend, ...(ratio.warnings ?? []).map((warning) => html('p', { class: 'warning' }, warning))]
  if (ratio.status === 'undefined') return check('Sample ratio', 'open', ratio.reason, ...shown)
  const { pValue } = ratio
  const p = `(p ${probability(pValue)})`
  if (isSplitWrong({ sampleRatio: ratio }))
    return check('Sample ratio', 'bad', `The split is not as designed ${p}: do not trust the lifts`, ...shown)
  if (pValue < 0.01) return check('Sample ratio', 'watch', `The split is unusual ${p}`, ...shown)
  return check('Sample ratio', 'good', `As designed ${p}`, ...shown)
}

function unitsOf(name: string, units: number, index: number): Element {
  return html('span', {}, html('i', { class: `dye-${index % 4}` }), `${name} `, changing(count(units)))
}

/** One bar, a part for each variant; equal parts where nobody has come yet. */
function shareBar(units: readonly number[]): Element {
  const total = units.reduce((sum, each) => sum + each, 0)
  const shares = units.map((each) => (total === 0 ? 1 / units.length : each / total) * 100)
  return svg(
    'svg',
    { class: 'share', 'aria-hidden': 'true' },
    ...shares.map((share, index) => {
      const before = shares.slice(0, index).reduce((sum, each) => sum + each, 0)
      return svg('rect', { class: `dye-${index % 4}`, x: `${before}%`, width: `${share}%`, height: '100%' })
    }),
  )
}

function deliveryCheck({ issued, received, lost, repeated, dropped }: DeliveryReport): Element {
  const facts = html(
    'dl',
    {},
    fact('Issued', issued),
    fact('Received', received),
    fact('Lost', lost),
    fact('Repeated', repeated),
    ...(dropped > 0 ? [fact('Dropped', dropped)] : []),
  )
  if (lost > issued * 0.01) return check('Delivery', 'bad', 'More than 1 % is missing', facts)
  if (lost > 0) return check('Delivery', 'watch', 'Some are missing, or still on their way', facts)
  return check(
    'Delivery',
    'good',
    repeated > 0 ? 'Complete; repeated copies are left out' : 'Complete, each once',
    facts,
  )
}

function crossoverCheck(units: number, observed: { readonly [variant: string]: number }): Element {
  const all = Object.values(observed).reduce((sum, each) => sum + each, units)
  const facts = html('dl', {}, fact('Saw two variants', units), fact('Saw one', all - units))
  if (units === 0) return check('Crossover', 'good', 'Everybody saw one variant only', facts)
  return check('Crossover', units > all * 0.01 ? 'bad' : 'watch', 'They are set apart, in no number', facts)
}

const fact = (name: string, value: number) =>
  html('div', {}, html('dt', {}, name), html('dd', {}, changing(count(value))))

function check(name: string, state: State, words: string, ...shown: Element[]): Element {
  const sign = html('span', { class: 'sign', 'aria-hidden': 'true' }, signs[state])
  const spoken = state === 'open' ? 'not yet known' : state
  return html(
    'li',
    { class: `check ${state}`, 'data-name': name },
    html('h3', {}, sign, name, html('span', { class: 'hidden-label' }, `: ${spoken}`)),
    html('p', {}, changing(words)),
    ...shown,
  )
}
