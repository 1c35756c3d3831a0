import { describe, expect, test } from 'vitest'
import { startSite, withClient } from './support/site.js'
import { flush, useChromium, visit } from './support/visit.js'

useChromium()

const body = `
  <style>body { margin: 0 } #shelf { height: 300px; background: gold }</style>
  <nav id="tabs">
    <button data-item="fun">FUN</button>
    <button data-item="best"><svg width="20" height="20"><rect width="20" height="20"/></svg></button>
    <button data-item="man">MAN</button>
  </nav>
  <div id="shelf">Shelf</div>
  <a id="away" href="/next">Away</a>`

async function open(script: string) {
  const site = await startSite({
    '/': { body, script: withClient(script) },
    '/next': { body: '<p>Next</p>' },
  })
  return { site, page: await visit(site.url) }
}

const onBest = `trackClicks(client, defineGoal('best'), '[data-item=best]')`

describe('a press', () => {
  test('by mouse carries the item and the slot it stands in after the change', async () => {
    const { site, page } = await open(`
      const tabs = defineExperiment('home-tabs', { control: ['fun', 'best'], bestFirst: ['best', 'fun'] }, { weights: { control: 0 } })
      applyVariant(client, tabs, '#tabs', reorder)
      ${onBest}`)
    await page.click('rect')
    await flush(page)
    const clicks = (await site.events()).filter(({ type }) => type === 'click')
    expect(clicks).toMatchObject([{ goal: 'best', item: 'best', slot: 0, slots: 3 }])
  })

  test.each(['Enter', 'Space'])('by keyboard counts as one click (%s)', async (key) => {
    const { site, page } = await open(onBest)
    await page.focus('[data-item=best]')
    await page.keyboard.press(key)
    await flush(page)
    expect(await site.events()).toMatchObject([{ type: 'click', item: 'best', slot: 1, slots: 3 }])
  })

  test('by finger counts as one click', async () => {
    const { site, page } = await open(onBest)
    const box = await page.locator('[data-item=best]').boundingBox()
    const [touch] = box ? [{ x: box.x + 5, y: box.y + 5 }] : []
    const session = await page.context().newCDPSession(page)
    await session.send('Emulation.setTouchEmulationEnabled', { enabled: true })
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: touch ? [touch] : [] })
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    await expect.poll(() => site.events()).toMatchObject([{ type: 'click', item: 'best' }])
  })

  test('that leaves the page is delivered, though the next page knows nothing of Heddle', async () => {
    const { site, page } = await open(`trackClicks(client, defineGoal('away'), '#away')`)
    await page.click('#away')
    await page.waitForURL('**/next')
    await expect.poll(() => site.events()).toMatchObject([{ type: 'click', goal: 'away', page: '/' }])
  })
})

describe('trackVitals', () => {
  test('records loading speed and layout shift when the page is left', async () => {
    const { site, page } = await open(`trackVitals(client)`)
    // A shift counts if no input came just before it.
    await page.evaluate(async () => {
      const paint = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
      await paint()
      document.body.insertAdjacentHTML('afterbegin', '<div style="height: 150px">Late</div>')
      await paint()
      await new Promise((resolve) => {
        new PerformanceObserver(resolve).observe({ type: 'layout-shift', buffered: true })
      })
    })
    await page.goto(`${site.url}/next`)
    await expect
      .poll(async () => (await site.events()).map((event) => event.type === 'vital' && event.name).sort())
      .toEqual(expect.arrayContaining(['CLS', 'LCP']))
    const vitals = Object.fromEntries(
      (await site.events()).map((event) => (event.type === 'vital' ? [event.name, event.value] : [])),
    )
    expect(vitals.LCP).toBeGreaterThan(0)
    expect(vitals.CLS).toBeGreaterThan(0.05)
    expect(vitals.CLS).toBeLessThan(1)
  })
})
