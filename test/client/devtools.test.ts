// @vitest-environment happy-dom
import fc from 'fast-check'
import { type Booted, defineExperiment, defineGoal, forcedIn, trackClicks } from 'heddle'
import { openDevtools } from 'heddle/devtools'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { addressWith } from '../../packages/client/src/devtools/addresses.js'
import { forgetVisitor } from '../../packages/client/src/devtools/forget-visitor.js'
import { createJournal, type Meeting } from '../../packages/client/src/devtools/journal.js'
import { observe } from '../../packages/client/src/devtools/observe.js'
import { slotLists } from '../../packages/client/src/devtools/slots.js'
import { problemInWords, sayingInWords, whyInWords } from '../../packages/client/src/devtools/words.js'
import { clientWith } from './page.js'
import { recorder } from './recorder.js'

const label = defineExperiment('help-label', { control: 'Ticket', plain: 'Customer service' })

beforeEach(() => {
  localStorage.clear()
  document.body.replaceChildren()
})

function observed() {
  const { transport, events } = recorder()
  const problems: unknown[] = []
  const client = clientWith({ transport, consent: 'granted', onProblem: (problem) => problems.push(problem) })
  const journal = createJournal(() => {})
  const { assign, expose, record, onProblem } = client
  const stop = observe(client, journal, () => false)
  return { client, journal, stop, events, problems, before: { assign, expose, record, onProblem } }
}

describe('an observed client', () => {
  test('answers, records and reports as before', async () => {
    const { client, events, problems, before } = observed()
    const assignment = client.assign(label)
    expect(assignment).toEqual(before.assign(label))
    expect(client.expose(label, { by: 'sight' })).toBe(assignment)
    client.track(defineGoal('paid'), 3)
    client.onProblem({ kind: 'missing', experiment: 'gone', selector: '#gone' })
    await client.flush()
    expect(events()).toMatchObject([
      { type: 'exposure', by: 'sight', variant: assignment.variant },
      { type: 'goal', goal: 'paid', value: 3 },
    ])
    expect(problems).toEqual([{ kind: 'missing', experiment: 'gone', selector: '#gone' }])
  })

  test('is noted: what was met, applied, seen, said and what went wrong', () => {
    const { client, journal } = observed()
    const { variant } = client.assign(label)
    client.record({ type: 'applied', experiment: 'help-label', variant, applied: false, reason: 'Error: no' })
    client.expose(label, { by: 'click' })
    client.expose(label)
    client.expose(label, { unit: 'order-1' })
    client.onProblem({ kind: 'buffer', cause: 'full' })
    expect(journal.meetings()).toMatchObject([
      {
        key: 'help-label',
        unit: undefined,
        variant,
        variants: ['control', 'plain'],
        seenBy: 'click',
        applied: { done: false },
      },
      { key: 'help-label', unit: 'order-1', seenBy: 'hand' },
    ])
    expect(journal.sayings().map(({ what }) => what.type)).toEqual(['exposure', 'exposure', 'applied'])
    expect(journal.problems().map(({ what }) => what.kind)).toEqual(['buffer'])
  })

  test('is itself again afterwards, but for what somebody else has put before it since', () => {
    const { client, stop, before } = observed()
    const others = (...given: Parameters<typeof client.record>) => before.record(...given)
    client.record = others
    stop()
    expect(client).toMatchObject({ ...before, record: others })
  })

  test('that takes over from the boot script says so', () => {
    const assignment = { status: 'assigned', variant: 'plain', value: 'Customer service' } as const
    const boot: Booted = { visitor: 'somebody', met: { 'help-label': { assignment } } }
    Object.assign(globalThis, { heddleBoot: boot })
    onTestFinished(() => {
      Reflect.deleteProperty(globalThis, 'heddleBoot')
    })
    const { client, journal } = observed()
    client.assign(label)
    client.assign(defineExperiment('other', { control: 1, more: 2 }))
    expect(journal.meetings().map(whyInWords)).toEqual(['assigned, decided by the boot script', 'assigned'])
  })

  test('that speaks for hours is noted as far as its last hundred sayings', () => {
    const { client, journal } = observed()
    for (let i = 0; i < 150; i++) client.track(defineGoal(`goal ${i}`))
    expect(journal.sayings()).toHaveLength(100)
    expect(journal.sayings()[0]?.what).toMatchObject({ goal: 'goal 149' })
  })
})

describe('in words', () => {
  const meeting: Meeting = {
    key: 'a',
    unit: undefined,
    variants: ['control'],
    variant: 'control',
    status: 'excluded',
    layer: 'home',
    isBooted: false,
  }

  test.each([
    ['consent', 'no consent'],
    ['no-unit', 'no unit to assign by'],
    ['audience', 'not in the audience'],
    ['traffic', 'outside the share of traffic'],
    ['layer', 'this unit belongs to other experiments of the layer home'],
    ['late', 'the boot script ran out of time'],
  ] as const)('an exclusion has its reason: %s', (reason, words) => {
    expect(whyInWords({ ...meeting, reason })).toBe(`excluded: ${words}`)
  })

  test('an event has its main fields', () => {
    const said = [
      { type: 'exposure', experiment: 'a', variant: 'b', by: 'sight', unit: 'order-1' },
      { type: 'applied', experiment: 'a', variant: 'b', applied: false, reason: 'Error: no' },
      { type: 'click', goal: 'best', item: 'fun', slot: 0, slots: 3 },
      { type: 'goal', goal: 'paid', value: 9.5 },
      { type: 'vital', name: 'CLS', value: 0.123456 },
      { type: 'vital', name: 'LCP', value: 812.4 },
    ] as const
    expect(said.map(sayingInWords)).toEqual([
      'a: b, by sight, unit order-1',
      'a: b, failed: Error: no',
      'best, item fun, slot 0 of 3',
      'paid, value 9.5',
      'CLS 0.1235',
      'LCP 812',
    ])
  })

  test('a problem names what it is about', () => {
    const problems = [
      { kind: 'missing', experiment: 'a', selector: '#gone' },
      { kind: 'change', experiment: 'a', cause: new Error('no') },
      { kind: 'fight', experiment: 'a', cause: 'fight' },
      { kind: 'buffer', cause: new Error('full') },
      {
        kind: 'rejected',
        rejected: [
          ['s', 1, 'too old'],
          ['s', 2, 'too old'],
        ],
      },
    ] as const
    expect(problems.map(problemInWords)).toEqual([
      'a: nothing on this page matches #gone',
      'a: the change failed: Error: no',
      "a: the page's own code took the change off again and again",
      'the buffer failed: Error: full',
      'the collector refused events: too old',
    ])
  })
})

describe('an address', () => {
  test.each([
    ['https://a.example/x?b=c%20d&e#f', 'https://a.example/x?b=c%20d&e&heddle=k:v&heddle-devtools=open#f'],
    ['https://a.example/?heddle=o:p&heddle-devtools', 'https://a.example/?heddle=k:v&heddle-devtools=open'],
    ['https://a.example/?heddles=1', 'https://a.example/?heddles=1&heddle=k:v&heddle-devtools=open'],
  ])('keeps all that is not ours: %s', (address, expected) => {
    expect(addressWith(address, { k: 'v' }, 'open')).toBe(expected)
  })

  test('that asks for nothing is what it was without', () => {
    expect(addressWith('https://a.example/?heddle=o:p&heddle-devtools=open', {}, 'absent')).toBe('https://a.example/')
  })

  test('forces what it was made for, whatever the names', () => {
    const name = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => !/[:,]|__proto__/.test(text))
    fc.assert(
      fc.property(fc.dictionary(name, name, { minKeys: 1, noNullPrototype: true }), (forced) => {
        const { search } = new URL(addressWith('https://a.example/?a=b', forced, 'collapsed'))
        expect(forcedIn(search)).toEqual(forced)
        expect(new URLSearchParams(search).has('heddle-devtools')).toBe(true)
      }),
    )
  })
})

test('the slots are those that a click carries', async () => {
  document.body.innerHTML = `
    <nav id="tabs"><a data-item="fun">1</a><hr><a data-item="best">2</a></nav>
    <ul><li><a data-item="a">3</a></li><li data-item="b">4</li></ul>`
  const { transport, events } = recorder()
  const client = clientWith({ transport, consent: 'granted' })
  onTestFinished(trackClicks(client, defineGoal('any'), '[data-item]'))
  for (const item of document.querySelectorAll<HTMLElement>('[data-item]')) item.click()
  await client.flush()
  const lists = slotLists()
  expect(lists.map(({ name }) => name)).toEqual(['nav#tabs', 'ul'])
  const shown = lists.flatMap(({ items }) => items.map((item, slot) => ({ item, slot, slots: items.length })))
  expect(
    events().map((event) => ('item' in event ? { item: event.item, slot: event.slot, slots: event.slots } : {})),
  ).toEqual(shown)
})

test('a forgotten visitor has left neither key nor cookie', () => {
  localStorage.setItem('heddle', '{}')
  localStorage.setItem('others', '1')
  // biome-ignore lint/suspicious/noDocumentCookie: as the client writes it.
  document.cookie = 'heddle={};path=/'
  forgetVisitor()
  expect([Object.keys(localStorage), document.cookie]).toEqual([['others'], ''])
})

test('the overlay is closed twice without harm', () => {
  const { transport } = recorder()
  const client = clientWith({ transport })
  const { record } = client
  const close = openDevtools(client)
  expect(document.querySelectorAll('heddle-devtools')).toHaveLength(1)
  expect(client.record).not.toBe(record)
  close()
  close()
  expect(document.querySelectorAll('heddle-devtools')).toHaveLength(0)
  expect(client.record).toBe(record)
})
