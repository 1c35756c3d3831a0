// @vitest-environment happy-dom
import { defineExperiment, defineGoal } from 'heddle'
import { beforeEach, describe, expect, test } from 'vitest'
import { clientWith, goTo } from './page.js'
import { recorder } from './recorder.js'

const label = defineExperiment('help-label', { control: 'Ticket', plain: 'Customer service' }, { revision: 3 })
const help = defineGoal('help')

beforeEach(() => {
  localStorage.clear()
  goTo('/')
})

describe('an exposure', () => {
  test('is recorded with its variant, revision and segments', async () => {
    const { transport, events } = recorder()
    const client = clientWith({ transport, consent: 'granted', attributes: { plan: 'pro', level: 3 } })
    const { variant } = client.expose(label)
    await client.flush()
    expect(events()).toEqual([
      expect.objectContaining({
        type: 'exposure',
        experiment: 'help-label',
        variant,
        revision: 3,
        by: 'hand',
        attributes: { lang: 'en', dir: 'ltr', device: 'desktop', plan: 'pro', level: 3 },
      }),
    ])
    expect(events()[0]).not.toHaveProperty('unit')
  })

  test('is recorded once for each document, unit and experiment', async () => {
    const { transport, events } = recorder()
    const client = clientWith({ transport, consent: 'granted' })
    const other = defineExperiment('other', { control: 1, more: 2 })
    for (let i = 0; i < 3; i++) {
      client.expose(label)
      client.expose(other)
      client.expose(label, { unit: 'order-1' })
      client.expose(label, { unit: 'order-2' })
    }
    await client.flush()
    const met = events().map((event) => event.type === 'exposure' && [event.experiment, event.unit])
    expect(met).toEqual([
      ['help-label', undefined],
      ['other', undefined],
      ['help-label', 'order-1'],
      ['help-label', 'order-2'],
    ])
  })

  test('of an order carries both ids, and is assigned by the order', async () => {
    const { transport, events } = recorder()
    const client = clientWith({ transport, consent: 'granted', unit: 'me' })
    const units = Array.from({ length: 30 }, (_, i) => `order-${i}`)
    const variants = units.map((unit) => client.expose(label, { unit }).variant)
    await client.flush()
    expect(variants).toEqual(units.map((unit) => label.assign(unit).variant))
    expect(new Set(variants).size).toBe(2)
    expect(events().map((event) => [event.visitor, event.type === 'exposure' && event.unit])).toEqual(
      units.map((unit) => ['me', unit]),
    )
  })

  test('of an order never takes the answer of another experiment, whatever their names run together to', () => {
    const { transport } = recorder()
    const client = clientWith({ transport, consent: 'granted' })
    const order = defineExperiment('order', { control: 1, more: 2 })
    const order1 = defineExperiment('order1', { control: 3, more: 4 })
    expect([1, 2]).toContain(client.assign(order, { unit: '12' }).value)
    expect([3, 4]).toContain(client.assign(order1, { unit: '2' }).value)
  })

  test('of a unit that is left out is not recorded', async () => {
    const { transport, sent } = recorder()
    const client = clientWith({ transport, consent: 'granted' })
    const nobody = defineExperiment('nobody', { control: 1, more: 2 }, { traffic: 0 })
    expect(client.expose(nobody)).toMatchObject({ status: 'excluded', reason: 'traffic' })
    await client.flush()
    expect(sent).toEqual([])
  })
})

describe('an assignment', () => {
  test('is read without a record', async () => {
    const { transport, sent } = recorder()
    const client = clientWith({ transport, consent: 'granted', unit: 'me' })
    expect(client.assign(label)).toEqual(label.assign('me'))
    await client.flush()
    expect(sent).toEqual([])
  })

  test('stays the same in a document, whatever happens to the audience', () => {
    const { transport } = recorder()
    const client = clientWith({ transport, consent: 'granted' })
    let isOpen = true
    const gated = defineExperiment('gated', { control: 1, more: 2 }, { audience: () => isOpen })
    const before = client.assign(gated)
    isOpen = false
    expect(client.assign(gated)).toEqual(before)
    expect(before.status).toBe('assigned')
  })

  test('is judged by what the page and the developer say of the visitor', () => {
    document.documentElement.lang = 'ar-EG'
    document.documentElement.dir = 'rtl'
    const { transport } = recorder()
    const client = clientWith({ transport, consent: 'granted', attributes: { plan: 'pro' } })
    document.documentElement.lang = document.documentElement.dir = ''
    const audience = { lang: ['ar'], dir: ['rtl'], device: ['desktop'], plan: ['pro'] }
    expect(client.assign(defineExperiment('a', { control: 1, more: 2 }, { audience })).status).toBe('assigned')
  })

  test('follows the experiment’s own rule where it has one', () => {
    const { transport } = recorder()
    const client = clientWith({ transport, consent: 'granted' })
    const decided = {
      ...label,
      assign: () => ({ variant: 'plain', value: 'Customer service', status: 'assigned' }) as const,
    }
    expect(client.assign(decided)).toMatchObject({ variant: 'plain' })
  })
})

describe('a choice', () => {
  const allocation = (weights: { control: number; plain: number }, revision: number) =>
    defineExperiment('help-label', { control: 'Ticket', plain: 'Customer service' }, { weights, revision })
  const first = allocation({ control: 0, plain: 1 }, 1)
  const second = allocation({ control: 1, plain: 0 }, 2)
  const granted = () => clientWith({ transport: recorder().transport, consent: 'granted' })

  test('holds on the next page against new weights, once the unit was exposed', () => {
    granted().expose(first)
    expect(granted().assign(second)).toMatchObject({ variant: 'plain', revision: 1 })
  })

  test('follows the new weights where the unit was not exposed yet', () => {
    granted().assign(first)
    expect(granted().assign(second)).toMatchObject({ variant: 'control', revision: 2 })
  })

  test('of one account does not move another account on the same browser', () => {
    const account = (unit: string) => clientWith({ transport: recorder().transport, consent: 'granted', unit })
    account('first').expose(first)
    expect(account('second').assign(second)).toMatchObject({ variant: 'control', revision: 2 })
  })

  test('made in another tab meanwhile is not lost', () => {
    const [one, other] = [granted(), granted()]
    one.expose(first)
    other.expose(defineExperiment('other', { control: 1, more: 2 }))
    expect(granted().assign(second)).toMatchObject({ variant: 'plain', revision: 1 })
  })
})

describe('a forced variant', () => {
  test('is shown and nothing is recorded, not even for other experiments', async () => {
    goTo('/?heddle=help-label:plain')
    const { transport, sent } = recorder()
    const client = clientWith({ transport, consent: 'granted' })
    expect(client.expose(label)).toEqual({ variant: 'plain', value: 'Customer service', status: 'forced' })
    client.expose(defineExperiment('other', { control: 1, more: 2 }))
    client.track(help)
    await client.flush()
    expect(sent).toEqual([])
    expect(localStorage.length).toBe(0)
  })

  test('is shown whatever the visitor agreed to, and whoever the experiment leaves out', () => {
    const { transport } = recorder()
    const client = clientWith({ transport, consent: 'denied', forced: { 'help-label': 'plain' } })
    expect(client.assign(defineExperiment('help-label', label.variants, { traffic: 0 }))).toMatchObject({
      variant: 'plain',
      status: 'forced',
    })
  })

  test('that the experiment does not have is ignored', () => {
    const { transport } = recorder()
    const client = clientWith({ transport, consent: 'granted', forced: { 'help-label': 'retired' } })
    expect(client.assign(label).status).toBe('assigned')
  })
})

describe('a goal', () => {
  test('is recorded each time it is reached, with its value', async () => {
    const { transport, events } = recorder()
    const client = clientWith({ transport, consent: 'granted' })
    client.track(help)
    client.track(help, 19.9)
    client.record({ type: 'goal', goal: 'help', unit: 'order-1' })
    await client.flush()
    expect(events().map((event) => event.type === 'goal' && [event.goal, event.value, event.unit])).toEqual([
      ['help', undefined, undefined],
      ['help', 19.9, undefined],
      ['help', undefined, 'order-1'],
    ])
  })
})

describe('a visit', () => {
  test('goes on from page to page, and the visitor with it', async () => {
    const { transport, events } = recorder()
    for (const _page of [1, 2]) {
      const client = clientWith({ transport, consent: 'granted' })
      client.track(help)
      await client.flush()
    }
    const [first, second] = events()
    expect(second).toMatchObject({ visitor: first?.visitor, session: first?.session })
    expect(second?.stream).not.toBe(first?.stream)
  })

  test('ends after half an hour without an event', async () => {
    const { transport, events } = recorder()
    const halfAnHourAgo = Date.now() - 30 * 60_000 - 1
    localStorage.setItem('heddle', JSON.stringify({ visitor: 'me', session: 'before', at: halfAnHourAgo }))
    const client = clientWith({ transport, consent: 'granted' })
    client.track(help)
    await client.flush()
    expect(events()[0]?.visitor).toBe('me')
    expect(events()[0]?.session).not.toBe('before')
  })

  test('starts anew where the stored text is damaged', async () => {
    localStorage.setItem('heddle', '{"visitor":"m')
    const { transport, events } = recorder()
    const client = clientWith({ transport, consent: 'granted' })
    client.track(help)
    await client.flush()
    expect(events()).toHaveLength(1)
  })

  test('uses the id that the site gives, and never stores it', async () => {
    const { transport, events } = recorder()
    const client = clientWith({ transport, consent: 'granted', unit: 'account-7' })
    client.track(help)
    await client.flush()
    expect(events()[0]?.visitor).toBe('account-7')
    expect(localStorage.getItem('heddle')).not.toContain('account-7')
  })
})
