import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { startSite, withClient } from './support/site.js'
import { flush, itemsOf, useChromium, visit } from './support/visit.js'

useChromium()

const tabs = `
  <nav id="tabs">
    <button data-item="fun">FUN</button>
    <button data-item="best">BEST</button>
    <button data-item="man">MAN</button>
  </nav>`

/** Everybody gets the changed order, when the page calls \`start\`. */
const reordering = withClient(`
  const tabs = defineExperiment('home-tabs', { control: ['fun', 'best', 'man'], bestFirst: ['best', 'man', 'fun'] }, { weights: { control: 0 } })
  var start = () => { undo = applyVariant(client, tabs, '#tabs', reorder) }
  var undo
  var log = []
  for (const type of ['click', 'focus', 'blur']) {
    for (const tab of document.querySelectorAll('button')) tab.addEventListener(type, () => log.push(type + ' ' + tab.dataset.item))
  }
`)

async function open(page: { dir?: 'ltr' | 'rtl'; script?: string } = {}) {
  const site = await startSite({ '/': { body: tabs, script: reordering, ...page } })
  return { site, page: await visit(site.url) }
}

/** The items as they stand on the screen, from the left. */
const fromTheLeft = (page: Page) =>
  page.locator('[data-item]').evaluateAll((items) =>
    items
      .map((item) => ({ name: item.getAttribute('data-item'), left: item.getBoundingClientRect().left }))
      .sort((a, b) => a.left - b.left)
      .map(({ name }) => name),
  )

async function byTabKey(page: Page) {
  const names: unknown[] = []
  for (let i = 0; i < 3; i++) {
    await page.keyboard.press('Tab')
    names.push(await page.evaluate(() => document.activeElement?.getAttribute('data-item')))
  }
  return names
}

describe('reorder', () => {
  test.each(['ltr', 'rtl'] as const)(
    'puts reading order, Tab order and what is seen in the same order (%s)',
    async (dir) => {
      const { page } = await open({ dir })
      await page.evaluate('start()')
      const order = ['best', 'man', 'fun']
      expect(await itemsOf(page)).toEqual(order)
      expect(await byTabKey(page)).toEqual(order)
      expect(await fromTheLeft(page)).toEqual(dir === 'rtl' ? [...order].reverse() : order)
    },
  )

  test.each([
    ['moves nodes with their state', ''],
    ['cannot', 'delete Element.prototype.moveBefore; delete Document.prototype.moveBefore;'],
  ])('keeps the focus on the tab that has it, in a browser that %s', async (_, before) => {
    const { page } = await open({ script: before + reordering })
    for (const focused of ['fun', 'best', 'man']) {
      await page.focus(`[data-item=${focused}]`)
      await page.evaluate('start()')
      expect(await itemsOf(page)).toEqual(['best', 'man', 'fun'])
      expect(await page.evaluate(() => document.activeElement?.getAttribute('data-item'))).toBe(focused)
      await page.evaluate('undo()')
      expect(await page.evaluate(() => document.activeElement?.getAttribute('data-item'))).toBe(focused)
    }
  })

  test('disturbs nobody who listens to the focus', async () => {
    const { page } = await open()
    await page.focus('[data-item=man]')
    await page.evaluate('start()')
    expect(await page.evaluate('log')).toEqual(['focus man'])
  })

  test('keeps the listeners of the page', async () => {
    const { page } = await open()
    await page.evaluate('start()')
    await page.click('[data-item=best]')
    expect(await page.evaluate('log')).toEqual(['focus best', 'click best'])
  })

  test('is taken back by its undo', async () => {
    const { page } = await open()
    await page.evaluate('start()')
    await page.evaluate('undo(), undo()')
    expect(await itemsOf(page)).toEqual(['fun', 'best', 'man'])
    expect(await byTabKey(page)).toEqual(['fun', 'best', 'man'])
  })

  test('waits for the items of every variant, and happens before the last of them is painted', async () => {
    const { page, site } = await open({
      script: reordering.replace("'man', 'fun']", "'man', 'fun', 'late']"),
    })
    await page.evaluate('start()')
    expect(await itemsOf(page)).toEqual(['fun', 'best', 'man'])
    const painted = await page.evaluate(async () => {
      document.querySelector('#tabs')?.insertAdjacentHTML('beforeend', '<button data-item="late">LATE</button>')
      await new Promise(requestAnimationFrame)
      return [...document.querySelectorAll('[data-item]')].map((item) => item.getAttribute('data-item'))
    })
    expect(painted).toEqual(['best', 'man', 'fun', 'late'])
    await expect.poll(async () => (await site.events()).map(({ type }) => type)).toEqual(['applied', 'exposure'])
  })
})

describe('relabel', () => {
  test('changes text and name of a button, and keeps its icon', async () => {
    const site = await startSite({
      '/': {
        body: `<button id="help" aria-label="Ticket (3 new)"><svg width="9" height="9"><title>Bell</title></svg> Ticket</button>
          <button id="icon" aria-label="Search"><svg width="9" height="9"></svg></button>`,
        script: withClient(`
          const label = defineExperiment('help-label', { control: 'Ticket', plain: 'Customer service' }, { weights: { control: 0 } })
          var undo = applyVariant(client, label, '#help', relabel)
          heddle.relabel(document.querySelector('#icon'), 'Find')`),
      },
    })
    const page = await visit(site.url)
    const button = page.getByRole('button', { name: 'Customer service (3 new)', exact: true })
    expect((await button.innerText()).trim()).toBe('Customer service')
    expect(await button.locator('svg').count()).toBe(1)
    expect(await page.getByRole('button', { name: 'Search', exact: true }).innerText()).toBe('Find')
    await page.evaluate('undo()')
    expect(await page.getByRole('button', { name: 'Ticket (3 new)', exact: true }).innerText()).toContain('Ticket')
  })
})

describe('a strict content security policy with Trusted Types', () => {
  test('is not violated by the client, and forbids what it should', async () => {
    const policy =
      "default-src 'none'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"
    const site = await startSite({
      '/': {
        body: `${tabs}<button id="help">Ticket</button>`,
        headers: { 'content-security-policy': policy },
        script: `
          var violations = []
          document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective))
          ${reordering}
          start()
          const label = defineExperiment('help-label', { control: 'Ticket', plain: 'Help' }, { weights: { control: 0 } })
          applyVariant(client, label, '#help', relabel)
          trackClicks(client, defineGoal('help'), '#help')
          trackVitals(client)
          var breakTheRules = () => { try { document.body.innerHTML = '<p>' } catch {} }`,
      },
    })
    const page = await visit(site.url)
    await page.click('text=Help')
    await flush(page)
    await expect
      .poll(async () => (await site.events()).map(({ type }) => type))
      .toEqual(expect.arrayContaining(['applied', 'exposure', 'click']))
    expect(await page.evaluate('violations')).toEqual([])
    await page.evaluate('breakTheRules()')
    await expect.poll(() => page.evaluate('violations')).toEqual(['require-trusted-types-for'])
  })
})
