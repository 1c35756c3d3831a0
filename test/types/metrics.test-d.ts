/**
 * What the compiler must accept of metrics over defined goals, and what it must refuse. Compiled with the tests, never run.
 */
import { anything, countOf, exposures, metricsOf, sessions, values, vital } from '@heddle/analysis'
import { defineGoal } from 'heddle'

const best = defineGoal('best')
const help = defineGoal('help')
const { proportion, mean, ratio, retention, quantile, funnel, between } = metricsOf([best, help, 'order'])

// A goal as the page defines it, or its key.
proportion(best)
proportion('order', { item: 'tab-best', only: { lang: 'ar' } })
mean(help, 'value')
mean(sessions(), { window: '7 d' })
mean('order', 'value', { before: '14 d', covariate: help })
ratio(countOf('best', { slot: 0 }), exposures())
ratio('order', anything)
retention(7, { goal: 'best' })
retention(7)
quantile(values('order'), 0.5)
quantile(vital('LCP'), 0.75)
funnel([best, { goal: 'help', item: 'tab-help' }, 'order'])
between('help', best, { horizon: '1 d' })

// @ts-expect-error: no goal is defined by this name.
proportion('bset')
// @ts-expect-error: nor by that of this value.
proportion(defineGoal('bset'))
// @ts-expect-error
mean('bset')
// @ts-expect-error
mean(countOf('bset'))
// @ts-expect-error
ratio('best', 'hepl')
// @ts-expect-error
ratio(countOf('bset'), 'best')
// @ts-expect-error
retention(7, { goal: 'bset' })
// @ts-expect-error
quantile(values('bset'), 0.5)
// @ts-expect-error
funnel(['best', 'bset'])
// @ts-expect-error
funnel(['best', { goal: 'bset', item: 'tab-best' }])
// @ts-expect-error
between('best', 'bset', { horizon: '1 d' })
// @ts-expect-error
mean('order', 'value', { before: '14 d', covariate: 'bset' })
// @ts-expect-error
proportion('best', { before: '14 d', covariate: countOf('bset') })
