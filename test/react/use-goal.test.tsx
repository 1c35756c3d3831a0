// @vitest-environment happy-dom
import { ClientProvider, useGoal } from '@heddle/react'
import { type Client, defineGoal } from 'heddle'
import { beforeEach, expect, test } from 'vitest'
import { clientWith } from '../client/page.js'
import { recorder } from '../client/recorder.js'
import { expectNoComplaints } from './complaints.js'
import { show } from './document.js'

beforeEach(expectNoComplaints)

const order = defineGoal('order')

test('a goal is recorded when it is said, with its value, by the same function in every render', async () => {
  const given = new Set<(value?: number) => void>()
  const Button = () => {
    const ordered = useGoal(order)
    given.add(ordered)
    return (
      <button type="button" onClick={() => ordered(189)}>
        Order
      </button>
    )
  }
  const { transport, events } = recorder()
  const client = clientWith({ transport, consent: 'granted' })
  const tree = (given: Client | undefined) => (
    <ClientProvider client={given}>
      <Button />
    </ClientProvider>
  )
  const { page, render } = await show(tree(undefined))
  page.querySelector('button')?.click()
  given.clear()
  await render(tree(client))
  await render(tree(client))
  expect(given.size).toBe(1)
  for (const ordered of given) ordered()
  page.querySelector('button')?.click()
  await client.flush()
  expect(events()).toEqual([
    expect.objectContaining({ type: 'goal', goal: 'order' }),
    expect.objectContaining({ type: 'goal', goal: 'order', value: 189 }),
  ])
})
