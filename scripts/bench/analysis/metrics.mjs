/** The metrics that every engine of the bench computes. */
import {
  between,
  exposures,
  funnel,
  mean,
  proportion,
  quantile,
  ratio,
  retention,
  values,
  vital,
} from '../../../packages/analysis/dist/index.js'

/** Sums over units of one or two numbers. */
export const simple = {
  entered: proportion('best'),
  revenue: mean('order', 'value', { scale: 100 }),
  rate: ratio('help', exposures()),
}

/** Every kind, with the options that cost something. */
export const all = {
  ...simple,
  week: proportion('best', { window: '7 d', complete: true }),
  steadier: mean('order', 'value', { scale: 100, cap: 0.999, before: '7 d' }),
  day1: retention(1),
  speed: quantile(vital('LCP'), 0.75),
  basket: quantile(values('order'), 0.5, { scale: 100 }),
  path: funnel(['best', 'help', 'order'], { within: '1 d' }),
  time: between('best', 'order', { horizon: '1 d' }),
}

/** The attribute that units are split by. */
export const segment = 'lang'
