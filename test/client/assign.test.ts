import fc from 'fast-check'
import { type Audience, assign, defineExperiment } from 'heddle'
import { describe, expect, test } from 'vitest'

const units = Array.from({ length: 2000 }, (_, i) => `unit-${i}`)
const variants = { control: 'Ticket', plain: 'Customer service' } as const

describe('assign', () => {
  test('gives a variant with its value', () => {
    const label = defineExperiment('help-label', variants)
    for (const unit of units) {
      const { variant, value, status } = assign(label, unit)
      expect({ value, status }).toEqual({ value: variants[variant], status: 'assigned' })
    }
  })

  test('splits units by weight', () => {
    const label = defineExperiment('help-label', variants, { weights: { plain: 3 } })
    const share = units.filter((unit) => assign(label, unit).variant === 'plain').length / units.length
    expect(Math.abs(share - 0.75)).toBeLessThan(4 * Math.sqrt(0.1875 / units.length)) // 4 standard errors; the units are fixed
  })

  test('never gives a variant of weight 0', () => {
    const label = defineExperiment('help-label', variants, { weights: { control: 0 } })
    expect(new Set(units.map((unit) => assign(label, unit).variant))).toEqual(new Set(['plain']))
  })

  test('carries the revision of the allocation that chose', () => {
    const label = defineExperiment('help-label', variants, { revision: 4 })
    expect(assign(label, 'unit')).toMatchObject({ revision: 4 })
  })

  test('deals the same units differently in another experiment', () => {
    const [one, other] = [defineExperiment('one', variants), defineExperiment('other', variants)]
    const same = units.filter((unit) => assign(one, unit).variant === assign(other, unit).variant).length / units.length
    expect(Math.abs(same - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / units.length)) // 4 standard errors; the units are fixed
  })
})

describe('an excluded unit', () => {
  const excluded = (reason: string) => ({ variant: 'control', value: 'Ticket', status: 'excluded', reason })

  test.each(['', null, undefined])('without an id (%j) sees control', (unit) => {
    expect(assign(defineExperiment('help-label', variants), unit)).toEqual(excluded('no-unit'))
  })

  test('outside the traffic sees control', () => {
    expect(assign(defineExperiment('help-label', variants, { traffic: 0 }), 'unit')).toEqual(excluded('traffic'))
  })

  test('outside the layer sees control', () => {
    const layer = { name: 'home', from: 0, to: 0.5 }
    const label = defineExperiment('help-label', variants, { layer })
    const answers = units.map((unit) => assign(label, unit))
    expect(answers.filter(({ status }) => status === 'excluded')).toContainEqual(excluded('layer'))
    expect(answers.filter(({ status }) => status === 'assigned').length).toBeGreaterThan(units.length / 3)
  })

  test('outside the audience sees control', () => {
    const label = defineExperiment('help-label', variants, { audience: { lang: ['ar'] } })
    expect(assign(label, 'unit', { lang: 'en' })).toEqual(excluded('audience'))
  })
})

describe('experiments on disjoint shares of a layer', () => {
  test('never share a unit, and leave none out between them', () => {
    const first = defineExperiment('first', variants, { layer: { name: 'home', from: 0, to: 0.3 } })
    const second = defineExperiment('second', variants, { layer: { name: 'home', from: 0.3, to: 1 } })
    for (const unit of units) {
      const included = [first, second].filter((experiment) => assign(experiment, unit).status === 'assigned')
      expect(included).toHaveLength(1)
    }
  })
})

describe('an audience', () => {
  const isIn = (audience: Audience, attributes: { [name: string]: string | number | boolean }) =>
    assign(defineExperiment('help-label', variants, { audience }), 'unit', attributes).status === 'assigned'

  test('as data asks for one of the values of every attribute it names', () => {
    const audience = { lang: ['en', 'ar'], level: [1, 2] }
    expect(isIn(audience, { lang: 'ar', level: 2, device: 'phone' })).toBe(true)
    expect(isIn(audience, { lang: 'ar', level: 3 })).toBe(false)
    expect(isIn(audience, { lang: 'de', level: 1 })).toBe(false)
  })

  test('as data leaves out whoever lacks the attribute, and does not take a text for a number', () => {
    expect(isIn({ level: [1] }, {})).toBe(false)
    expect(isIn({ level: [1] }, { level: '1' })).toBe(false)
  })

  test('as data without a condition is everybody', () => {
    expect(isIn({}, {})).toBe(true)
  })

  test('as a function decides by itself', () => {
    const label = defineExperiment('help-label', variants, { audience: ({ level }) => Number(level) > 2 })
    expect(assign(label, 'unit', { level: 3 }).status).toBe('assigned')
    expect(assign(label, 'unit', { level: 2 })).toMatchObject({ reason: 'audience' })
  })
})

describe('a change of the allocation', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true })

  test('keeps every unit in its variant when traffic grows', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), share, share, (unit, one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)]
        const before = assign(defineExperiment('help-label', variants, { traffic: less }), unit)
        const after = assign(defineExperiment('help-label', variants, { traffic: more }), unit)
        if (before.status === 'assigned') expect(after).toEqual(before)
      }),
      { seed: 1 },
    )
  })

  const sticky = { variant: 'plain', revision: 1 }

  test('keeps a sticky choice against new weights and against less traffic, with its revision', () => {
    const weights = defineExperiment('help-label', variants, { weights: { plain: 0 }, revision: 2 })
    const traffic = defineExperiment('help-label', variants, { traffic: 0, revision: 3 })
    for (const experiment of [weights, traffic]) {
      expect(assign(experiment, 'unit', {}, { sticky })).toEqual({
        ...sticky,
        value: 'Customer service',
        status: 'assigned',
      })
    }
  })

  test('lets a sticky choice go when its variant is gone', () => {
    const label = defineExperiment('help-label', variants, { weights: { plain: 0 }, revision: 2 })
    const answer = assign(label, 'unit', {}, { sticky: { variant: 'retired', revision: 1 } })
    expect(answer).toMatchObject({ variant: 'control', revision: 2 })
  })

  test('does not bring a sticky unit in that is outside the audience or the layer', () => {
    const audience = defineExperiment('help-label', variants, { audience: { lang: ['ar'] } })
    expect(assign(audience, 'unit', {}, { sticky })).toMatchObject({ reason: 'audience' })
    const layers = [0, 0.5].map((from) => ({ name: 'home', from, to: from + 0.5 }))
    const answers = layers.map((layer) => assign(defineExperiment('l', variants, { layer }), 'unit', {}, { sticky }))
    expect(answers.map(({ status }) => status).sort()).toEqual(['assigned', 'excluded'])
  })
})
