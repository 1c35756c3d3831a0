import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changed, readState, type State, viewNames, writeState } from '../../packages/workbench/src/page/state.js'

const maybe = (text: fc.Arbitrary<string>) => fc.option(text, { nil: undefined })
const name = fc.string({ unit: 'binary', minLength: 1 })
const day = fc.constantFrom('2026-10-01', '2026-10-14')

const states: fc.Arbitrary<State> = fc.record({
  view: fc.constantFrom(...viewNames),
  lang: fc.constantFrom('en', 'zh'),
  experiment: maybe(name),
  metrics: fc.string(),
  segment: maybe(name),
  from: maybe(day),
  to: maybe(day),
  planned: fc.option(fc.integer({ min: 1 }), { nil: undefined }),
  goals: fc.array(name, { maxLength: 4 }),
  items: fc.array(name, { maxLength: 3 }),
  step: maybe(name),
  without: maybe(name),
  variant: maybe(name),
  last: maybe(name),
  skip: fc.option(fc.integer({ min: 1 }), { nil: undefined }),
})

test('a link brings the view back, whatever the names in it', () => {
  fc.assert(
    fc.property(states, (state) => {
      expect(readState(writeState(state))).toEqual(state)
    }),
    { seed: 1 },
  )
})

test('a link that somebody bent is a view all the same', () => {
  const bent = '#view=cake&planned=-3&from=yesterday&lang=xx&goal=&goal=a'
  expect(readState(bent, 'zh')).toMatchObject({
    ...{ view: 'lift', lang: 'zh', planned: undefined, from: undefined, goals: ['a'] },
  })
})

test('single visits begin anew where others are chosen, and go on where only the view changes', () => {
  const state: State = { ...readState('#step=best'), variant: 'up', last: 'help', skip: 20 }
  expect(changed(state, { view: 'lift' })).toMatchObject({ variant: 'up', last: 'help', skip: 20 })
  expect(changed(state, { skip: 30 })).toMatchObject({ variant: 'up', last: 'help', skip: 30 })
  expect(changed(state, { last: 'best' })).toMatchObject({ variant: 'up', last: 'best', skip: undefined })
  for (const what of [{ step: 'help' }, { without: 'help' }, { experiment: 'x' }, { from: '2026-10-01' }]) {
    expect(changed(state, what)).toMatchObject({ ...what, variant: undefined, last: undefined, skip: undefined })
  }
})
