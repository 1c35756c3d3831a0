// @vitest-environment happy-dom
import { createClient, defineExperiment, reorder } from 'heddle'
import { type BootExperiment, boot, deal, judge, type Rule } from 'heddle/boot'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { settleAll } from './recorder.js'

const orders = { control: ['fun', 'best'], bestFirst: ['best', 'fun'] } as const
const definition = defineExperiment('home-tabs', orders)
const tabs = { key: 'home-tabs', variants: orders, apply: { selector: '#tabs', change: reorder } } as BootExperiment

type Handed = { readonly visitor: string; readonly met: { readonly [key: string]: { readonly assignment: object } } }
const handed = () => (globalThis as { heddleBoot?: Handed }).heddleBoot

/** Runs the boot script as an element with these attributes does. */
function run(
  experiments: readonly BootExperiment[],
  data: { readonly [name: string]: string } = {},
  rule: Rule = deal,
): void {
  const script = document.createElement('script')
  Object.assign(script.dataset, data)
  Object.defineProperty(document, 'currentScript', { configurable: true, value: script })
  boot(experiments, rule, 1000)
}

beforeEach(() => {
  localStorage.clear()
  Reflect.deleteProperty(globalThis, 'heddleBoot')
  history.replaceState(null, '', '/')
  document.body.innerHTML = '<nav id="tabs"><b data-item="fun"></b><b data-item="best"></b></nav><p></p>'
})

describe('The boot script', () => {
  test('assigns as the client would, by the id that an earlier page kept', () => {
    for (let i = 0; i < 50; i++) {
      localStorage.setItem('heddle', JSON.stringify({ visitor: `visitor-${i}` }))
      run([tabs])
      expect(handed()?.visitor).toBe(`visitor-${i}`)
      expect(handed()?.met['home-tabs']?.assignment).toEqual(definition.assign(`visitor-${i}`))
    }
  })

  test('finds the id in the cookie too', () => {
    // biome-ignore lint/suspicious/noDocumentCookie: as the client's store writes it.
    document.cookie = `heddle=${encodeURIComponent(JSON.stringify({ visitor: 'from-a-cookie' }))};path=/`
    onTestFinished(() => {
      // biome-ignore lint/suspicious/noDocumentCookie: as above.
      document.cookie = 'heddle=;path=/;max-age=0'
    })
    run([tabs])
    expect(handed()?.visitor).toBe('from-a-cookie')
  })

  test('keeps to a choice that was made under another allocation', () => {
    const choices = { 'home-tabs': { variant: 'bestFirst', revision: 3 } }
    localStorage.setItem('heddle', JSON.stringify({ visitor: 'a', choices }))
    run([{ ...tabs, weights: { bestFirst: 0 } }])
    expect(handed()?.met['home-tabs']?.assignment).toMatchObject({ variant: 'bestFirst', revision: 3 })
  })

  test('judges layer and audience with the whole rule', () => {
    document.documentElement.lang = 'ar-EG'
    run([{ ...tabs, audience: { lang: ['en'] } }], { unit: 'a' }, judge)
    expect(handed()?.met['home-tabs']?.assignment).toMatchObject({ status: 'excluded', reason: 'audience' })
    run([{ ...tabs, audience: { lang: ['ar'] } }], { unit: 'a' }, judge)
    expect(handed()?.met['home-tabs']?.assignment).toMatchObject({ status: 'assigned' })
  })

  test('shows what a reviewer asks for', () => {
    history.replaceState(null, '', '/?heddle=home-tabs:bestFirst')
    run([tabs], { consent: 'denied' })
    expect(handed()?.met['home-tabs']?.assignment).toEqual({
      variant: 'bestFirst',
      value: orders.bestFirst,
      status: 'forced',
    })
  })

  test.each([
    ['consent was denied', { unit: 'a', consent: 'denied' }],
    ['there is no stored id and control is asked for until then', { pending: 'control' }],
  ])('shows control where %s', (_, data) => {
    run([tabs], data)
    expect(handed()?.met['home-tabs']?.assignment).toMatchObject({
      variant: 'control',
      status: 'excluded',
      reason: 'consent',
    })
  })

  test('writes nothing', () => {
    run([tabs])
    expect(localStorage.length).toBe(0)
    expect(document.cookie).toBe('')
  })
})

describe('A client on a page that was booted', () => {
  test('goes on with the visitor and the variant of the boot script, and keeps both when consent is granted', () => {
    run([tabs])
    const client = createClient({ transport: async (batch) => settleAll(batch), consent: 'granted' })
    onTestFinished(() => client.close())
    client.expose(definition)
    expect(client.assign(definition)).toBe(handed()?.met['home-tabs']?.assignment)
    const { visitor } = handed() ?? {}
    expect(definition.assign(visitor).variant).toBe(client.assign(definition).variant)
    expect(JSON.parse(localStorage.getItem('heddle') ?? '')).toMatchObject({ visitor })
  })

  test('assigns other units than the visitor by itself', () => {
    run([tabs])
    const client = createClient({ transport: async (batch) => settleAll(batch) })
    onTestFinished(() => client.close())
    for (let i = 0; i < 20; i++) {
      expect(client.assign(definition, { unit: `order-${i}` })).toEqual(definition.assign(`order-${i}`))
    }
  })
})
