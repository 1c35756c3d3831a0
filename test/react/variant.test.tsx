// @vitest-environment happy-dom
/**
 * The variant in a page that React renders from nothing.
 */
import { ClientProvider, useVariant } from '@heddle/react'
import { type Client, defineExperiment } from 'heddle'
import { memo, StrictMode } from 'react'
import { beforeEach, expect, expectTypeOf, test } from 'vitest'
import { clientWith } from '../client/page.js'
import { recorder } from '../client/recorder.js'
import { expectNoComplaints } from './complaints.js'
import { itemsIn, show } from './document.js'
import { noRenders, Shop, tabs, unitIn } from './shop.js'

beforeEach(expectNoComplaints)

const clientFor = (unit: string): Client => clientWith({ transport: recorder().transport, consent: 'granted', unit })

test('the first render has the variant, and there is no second', async () => {
  const renders = noRenders()
  const { page } = await show(
    <ClientProvider client={clientFor(unitIn(tabs, 'bestFirst'))}>
      <Shop renders={renders} />
    </ClientProvider>,
  )
  expect(itemsIn(page)).toEqual(tabs.variants.bestFirst)
  expect(renders).toEqual({ shop: 1, tabs: 1, beside: 1 })
})

test('reading a variant records nothing', async () => {
  const { transport, sent } = recorder()
  const client = clientWith({ transport, consent: 'granted' })
  await show(
    <StrictMode>
      <ClientProvider client={client}>
        <Shop />
      </ClientProvider>
    </StrictMode>,
  )
  await client.flush()
  expect(sent).toEqual([])
})

test('the answer is the same object in every render, and what the provider is told in place renders nothing anew', async () => {
  const answers: unknown[] = []
  const Reader = memo(({ n }: { n: number }) => {
    answers.push(useVariant(tabs))
    return n
  })
  const client = clientFor('unit-1')
  const tree = (n: number) => (
    <ClientProvider client={client} unit="unit-1" attributes={{ plan: 'pro' }} choices={{}}>
      <Reader n={n} />
    </ClientProvider>
  )
  const { render } = await show(tree(1))
  await render(tree(1))
  expect(answers).toHaveLength(1)
  await render(tree(2))
  expect(answers).toEqual([client.assign(tabs), client.assign(tabs)])
  expect(new Set(answers).size).toBe(1)
})

test('a new client brings its own variant', async () => {
  const tree = (client: Client) => (
    <ClientProvider client={client}>
      <Shop />
    </ClientProvider>
  )
  const { page, render } = await show(tree(clientFor(unitIn(tabs, 'bestFirst'))))
  await render(tree(clientFor(unitIn(tabs, 'control'))))
  expect(itemsIn(page)).toEqual(tabs.variants.control)
})

test('two orders of one visitor each have a variant of their own', async () => {
  const [one, other] = [unitIn(tabs, 'bestFirst'), unitIn(tabs, 'control')]
  const { page } = await show(
    <ClientProvider client={clientFor('unit-1')}>
      <Shop unit={one} />
      <Shop unit={other} />
    </ClientProvider>,
  )
  expect(itemsIn(page)).toEqual([...tabs.variants.bestFirst, ...tabs.variants.control])
})

test('the value narrows with the variant, and the reason with the status', () => {
  const label = defineExperiment('help-label', { control: 'Ticket', plain: 'Customer service' })
  const read = () => useVariant(label)
  type Answer = ReturnType<typeof read>
  expectTypeOf<Answer['value']>().toEqualTypeOf<'Ticket' | 'Customer service'>()
  expectTypeOf<Extract<Answer, { variant: 'plain' }>['value']>().toEqualTypeOf<'Customer service'>()
  expectTypeOf<Extract<Answer, { status: 'excluded' }>['variant']>().toEqualTypeOf<'control'>()
})
