/** What the engines are asked for of one log, all at once: every kind of metric, with every option that changes its needs. */
import {
  between,
  countOf,
  exposures,
  funnel,
  type Metrics,
  mean,
  proportion,
  quantile,
  ratio,
  retention,
  sessions,
  values,
  vital,
} from '@heddle/analysis'

const day = { window: '1 d', complete: true } as const

export const metrics: Metrics = {
  share: proportion('best'),
  ['__proto__']: proportion('__proto__', day),
  often: mean('best'),
  worth: mean('help', 'value', { scale: 100, window: '30 h' }),
  capped: mean('help', 'value', { cap: 0.8, ...day }),
  calmer: mean('help', 'value', { before: '20 h', cap: 0.7 }),
  steadier: proportion('best', { before: '1 d', covariate: sessions() }),
  rate: ratio('best', exposures(), { window: '30 h', complete: true }),
  across: ratio(values('help'), exposures('__proto__')),
  visits: ratio('best', sessions(), { window: '2 d' }),
  first: retention(0),
  back: retention(1, { goal: 'help', rolling: true }),
  lcp: quantile(vital('LCP'), 0.75),
  early: quantile(vital('CLS'), 0.9, day),
  spent: quantile(values('spent'), 0.5, { scale: 10 }),
  path: funnel(['best', '__proto__', 'help'], { within: '1 d' }),
  strict: funnel(['help', 'best', 'help'], { strict: true, within: '30 h' }),
  pause: between('best', 'help', { horizon: '1 d' }),
  tab: proportion('best', { item: 'tab' }),
  slots: ratio(countOf('best', { slot: 1 }), countOf('best')),
  steps: funnel([{ goal: 'best', item: 'tab' }, 'best', { goal: 'help', slot: 2 }]),
  arabic: mean('help', 'value', { only: { lang: 'ar' }, cap: 0.8 }),
  applied: proportion('best', { population: 'applied' }),
  nobody: proportion('gone'),
}

/** What units are split by, where any exposure has it. */
export const attribute = 'lang'
