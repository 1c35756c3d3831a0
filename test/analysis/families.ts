/** Metrics of every kind, over the names of random logs. */
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

/** Metrics of every kind, for random logs of a few days. */
export const families: { readonly [name: string]: Metrics } = {
  'complete windows': {
    share: proportion('best', day),
    often: mean('help', 'count', day),
    rate: ratio('best', exposures(), { window: '30 h', complete: true }),
  },
  retention: {
    first: retention(0),
    next: retention(1),
    later: retention(2, { goal: 'best' }),
    rolling: retention(1, { rolling: true }),
    ['__proto__']: retention(1, { goal: '__proto__', rolling: true }),
  },
  quantiles: {
    lcp: quantile(vital('LCP'), 0.75),
    shift: quantile(vital('CLS'), 0.9, day),
    early: quantile(vital('LCP'), 0.5, { window: '6 h', scale: 1000 }),
    spent: quantile(values('spent'), 0.5),
    soon: quantile(values('spent'), 0.25, { ...day, scale: 10 }),
  },
  caps: {
    worth: mean('help', 'value', { cap: 0.8, scale: 100 }),
    often: mean('best', 'count', { cap: 0.6, ...day }),
  },
  before: {
    worth: mean('help', 'value', { before: '20 h' }),
    often: mean('best', 'count', { before: '3 d', window: '1 d' }),
    share: proportion('best', { before: '1 d', window: '2 d' }),
    capped: mean('help', 'value', { before: '1 d', cap: 0.7, ...day }),
    visits: mean('help', 'value', { before: '2 d', covariate: sessions(), cap: 0.9 }),
    spent: proportion('best', { before: '1 d', covariate: values('spent') }),
    other: mean('best', 'count', { before: '20 h', covariate: countOf('help', { slot: 1 }) }),
  },
  funnels: {
    two: funnel(['best', 'help']),
    three: funnel(['best', '__proto__', 'help'], { within: '1 d' }),
    strict: funnel(['best', 'help', 'spent'], { strict: true }),
    both: funnel(['help', 'best', '__proto__'], { strict: true, within: '30 h' }),
    again: funnel(['best', 'help', 'best'], { within: '2 d', strict: true }),
    twice: funnel(['best', 'best'], day),
    nowhere: funnel(['best', 'gone']),
  },
  'items and slots': {
    tab: proportion('best', { item: 'tab' }),
    first: mean('help', 'value', { slot: 0, scale: 100, before: '1 d' }),
    both: ratio(countOf('best', { item: '__proto__', slot: 1 }), countOf('best', { slot: 1 })),
    back: retention(1, { goal: 'help', item: 'bar', rolling: true }),
    soon: quantile(values('spent', { item: 'tab' }), 0.5),
    path: funnel([{ goal: 'best', item: 'tab' }, 'best', { goal: 'help', slot: 2 }]),
    within: funnel(['best', { goal: 'best', slot: 0 }, 'help'], { strict: true, within: '2 d' }),
    time: between({ goal: 'best', item: 'tab' }, { goal: 'best', slot: 1 }, { horizon: '1 d' }),
    nowhere: proportion('best', { item: 'gone' }),
  },
  'units of one kind': {
    arabic: proportion('best', { only: { lang: 'ar' } }),
    two: mean('help', 'value', { only: { lang: 2, ['__proto__']: true }, cap: 0.8 }),
    none: ratio('best', exposures(), { only: { lang: '(none)' } }),
    back: retention(0, { only: { lang: true } }),
    fast: quantile(vital('LCP'), 0.75, { only: { lang: 'ar' } }),
    path: funnel(['best', 'help'], { only: { ['__proto__']: '(none)' }, ...day }),
    time: between('best', 'help', { horizon: '1 d', only: { lang: 'ar' } }),
    nobody: proportion('best', { only: { toString: 'ar' } }),
  },
  'units with the change on the page': {
    share: proportion('best', { population: 'applied' }),
    worth: mean('help', 'value', { population: 'applied', cap: 0.7, before: '20 h', ...day }),
    rate: ratio('best', exposures(), { population: 'applied', only: { lang: 'ar' } }),
    back: retention(0, { population: 'applied' }),
    fast: quantile(vital('LCP'), 0.75, { population: 'applied' }),
    path: funnel(['best', 'help'], { population: 'applied' }),
    time: between('best', 'help', { horizon: '1 d', population: 'applied' }),
  },
  sessions: {
    often: mean(sessions()),
    soon: mean(sessions(), { window: '1 d', complete: true, before: '1 d', cap: 0.9 }),
    rate: ratio('best', sessions(), { window: '2 d' }),
    share: ratio(sessions(), exposures()),
    seen: mean(exposures('tabs'), { scale: 10 }),
  },
  'times between goals': {
    usual: between('best', 'help', { horizon: '1 d' }),
    again: between('spent', 'spent', { horizon: '1 h' }),
    never: between('best', 'gone', { horizon: '1 h' }),
  },
}

/** Times of the random logs are up to 140 ms apart; so they are up to 12 days, with the grain 12 of whole days. */
export const hours2 = 7_200_000
