import { expect, test } from 'vitest'
import { type Kind, labels, orders, startStreamedSite } from '../browser/support/streamed-page.js'
import type { Frame } from '../browser/support/watch-frames.js'
import { inEachEngine } from './support/visit.js'

const pauses = { beforeTabs: 60, insideTabs: 60, afterTabs: 60, insideButton: 60, afterButton: 60 }

inEachEngine((visit) => {
  test.each<[Kind, Frame]>([
    ['boot-control', { items: orders.control, label: labels.control }],
    ['boot-treated', { items: orders.bestFirst, label: labels.plain }],
  ])('a streamed page shows each element in its variant from its first frame on (%s)', async (kind, last) => {
    const visitor = await visit(`${await startStreamedSite({ pauses })}/?kind=${kind}`)
    const frames = () => visitor.evaluate<readonly Frame[]>('seen.frames')
    await expect.poll(async () => (await frames()).at(-1)).toEqual(last)
    for (const { items, label = last.label } of await frames()) {
      expect([[], last.items]).toContainEqual(items)
      expect(label).toBe(last.label)
    }
    const exposed = () => visitor.evaluate("globalThis.events?.filter(({ type }) => type === 'exposure').length")
    await expect.poll(exposed).toBe(2)
  })

  test('an element that is not complete in time is shown as it is, stays so, and exposes nobody', async () => {
    const url = await startStreamedSite({ pauses: { ...pauses, insideTabs: 1000 }, limitMs: 200 })
    const visitor = await visit(`${url}/?kind=boot-treated`)
    const frames = () => visitor.evaluate<readonly Frame[]>('seen.frames')
    await expect.poll(async () => (await frames()).at(-1)).toEqual({ items: orders.control, label: labels.plain })
    // Hidden, begun (WebKit paints no such frame), complete.
    for (const { items } of await frames()) expect([[], ['fun', 'best'], orders.control]).toContainEqual(items)
    const facts = () => visitor.evaluate('globalThis.events?.map(({ type, experiment }) => [type, experiment])')
    await expect.poll(facts).toEqual([
      ['applied', 'help-label'],
      ['exposure', 'help-label'],
    ])
  })
})
