import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { bundled } from './support/bundle.js'
import { type SitePage, startSite } from './support/site.js'
import { itemsOf, useChromium, visit } from './support/visit.js'

useChromium()

const source = (path: string) => fileURLToPath(new URL(`../../packages/client/src/${path}`, import.meta.url))

const block = (data: unknown) =>
  `<script type="application/json" data-heddle-experiments>${typeof data === 'string' ? data : JSON.stringify(data)}</script>`
const tag = (settings = 'data-consent="granted"', how = 'defer') =>
  `<script src="/heddle-html.min.js" data-collector="/collect" ${settings} ${how}></script>`

const tabs = {
  key: 'home-tabs',
  variants: { control: ['fun', 'best'], bestFirst: ['best', 'fun'] },
  weights: { control: 0 },
  apply: { change: 'reorder' },
}
const label = {
  key: 'help-label',
  variants: { control: 'Ticket', plain: 'Customer service' },
  weights: { control: 0 },
  apply: { selector: '#help', change: 'relabel' },
}
const content = `
  <nav data-heddle="home-tabs other"><button data-item="fun">FUN</button><button data-item="best" data-heddle-goal="best any">BEST</button></nav>
  <button id="help" data-heddle-goal="help">Ticket</button>`

/** A page with two script elements and no other code, and what its console said. */
async function open(body: string, { query = '', headers = {} }: { query?: string } & Pick<SitePage, 'headers'> = {}) {
  const site = await startSite({
    '/': { body, headers },
    '/heddle-html.min': { body: '', script: await bundled(source('html/script.ts'), 'heddle') },
    '/heddle-devtools.min': { body: '', script: await bundled(source('devtools/index.ts'), 'heddleDevtools') },
    '/wait': {
      body: '',
      script: `document.addEventListener('heddle:ready', () => { globalThis.readyWith = heddle.client })`,
    },
    '/next': { body: 'Next' },
  })
  const page = await visit('about:blank')
  const said: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404')) said.push(message.text())
  })
  await page.goto(`${site.url}/${query}`)
  const flush = () => page.evaluate('heddle.client.flush()')
  const types = async () => {
    await flush()
    return (await site.events()).map(({ type }) => type)
  }
  return { site, page, said, types, flush }
}

const labelOf = (page: Page) => page.locator('#help').innerText()

describe('a page with two script elements', () => {
  const data = block({ experiments: [tabs, label], goals: ['best', 'help'] })

  test.each([
    ['defers the script', `${tag()}${data}${content}`],
    [
      'has the data and the script in the head, before the elements',
      `${data}${tag('data-consent=granted', '')}${content}`,
    ],
    ['has the data after the script', `${tag('data-consent=granted', '')}${content}${data}`],
  ])('applies, exposes, hears clicks and measures, where it %s', async (_, body) => {
    const { site, page, said, types } = await open(body)
    await expect.poll(() => itemsOf(page)).toEqual(['best', 'fun'])
    await expect.poll(() => labelOf(page)).toBe('Customer service')
    await expect.poll(types).toEqual(expect.arrayContaining(['exposure', 'exposure']))
    await page.click('[data-item=best]')
    await page.click('#help')
    await page.goto(`${site.url}/next`)
    const log = async () =>
      (await site.events())
        .map(
          (event) =>
            `${event.type} ${'goal' in event ? event.goal : 'experiment' in event ? event.experiment : 'name' in event ? event.name : ''}`,
        )
        .sort()
    await expect.poll(log).toEqual(expect.arrayContaining(['vital CLS', 'vital LCP']))
    const wanted = ['home-tabs', 'help-label'].flatMap((key) => [`applied ${key}`, `exposure ${key}`])
    expect((await log()).filter((line) => !line.startsWith('vital'))).toEqual(
      [...wanted, 'click best', 'click help'].sort(),
    )
    const click = (await site.events()).find((event) => event.type === 'click' && event.goal === 'best')
    expect(click).toMatchObject({ item: 'best', slot: 0, slots: 2 })
    expect(said).toEqual([])
  })

  test('dispatches heddle:ready when heddle.client is there', async () => {
    const { page } = await open(`<script src="/wait.js"></script>${tag()}${data}${content}`)
    expect(await page.evaluate('readyWith === heddle.client && typeof readyWith.setConsent')).toBe('function')
    expect(await page.evaluate(`heddle.experiments['home-tabs'].key`)).toBe('home-tabs')
  })

  test('stores and sends nothing until heddle.client is told that consent is granted', async () => {
    const { site, page, types } = await open(`${tag('')}${data}${content}`)
    await expect.poll(() => labelOf(page)).toBe('Customer service')
    await page.click('#help')
    expect(await types()).toEqual([])
    expect(await page.evaluate('localStorage.length')).toBe(0)
    await page.evaluate(`heddle.client.setConsent('granted')`)
    await expect.poll(types).toEqual(expect.arrayContaining(['applied', 'exposure', 'click']))
    expect(new Set((await site.events()).map(({ visitor }) => visitor)).size).toBe(1)
  })

  test('takes the other settings from attributes of the script', async () => {
    const settings = 'data-consent="granted" data-unit="account-7" data-cookie-domain="" data-basis="contract"'
    const { site, page, types } = await open(`${tag(settings)}${data}${content}`)
    await expect.poll(types).toEqual(expect.arrayContaining(['exposure']))
    expect((await site.events())[0]?.visitor).toBe('account-7')
    expect(await page.evaluate('[document.cookie.startsWith("heddle="), localStorage.getItem("heddle")]')).toEqual([
      true,
      null,
    ])
    const control = await open(`${tag('data-while-pending="control"')}${data}${content}`)
    await control.page.waitForFunction('heddle.client')
    expect(await labelOf(control.page)).toBe('Ticket')
  })

  test('shows a list of changes, the element that is seen being another', async () => {
    const both = {
      key: 'both',
      variants: { control: ['Ticket', {}, false], plain: ['Service', { busy: true }, true] },
      weights: { control: 0 },
      apply: { selector: '#help', change: ['relabel', 'classes', 'hide'], seen: 'nav', ratio: 0.9, dwellMs: 50 },
    }
    const { page, types, said } = await open(`${tag()}${block({ experiments: [both] })}${content}`)
    await expect.poll(types).toEqual(['applied', 'exposure'])
    expect(
      await page
        .locator('#help')
        .evaluate((help) => [help.textContent, help.className, (help as HTMLElement).offsetWidth]),
    ).toEqual(['Service', 'busy', 0])
    expect(said).toEqual([])
  })
})

describe('devtools', () => {
  const data = block({ experiments: [tabs] })
  const strict = `default-src 'self'; require-trusted-types-for 'script'`

  test.each([
    ['without a policy', {}],
    ['under a strict policy with Trusted Types', { 'content-security-policy': `${strict}; trusted-types heddle` }],
  ])('open from beside the script when the address asks, %s', async (_, headers) => {
    const { page, said } = await open(`${tag()}${data}${content}`, { query: '?heddle-devtools', headers })
    await page.locator('heddle-devtools .toggle').click()
    const text = () => page.locator('heddle-devtools .panel').innerText()
    await expect.poll(text).toContain('by sight, exposed')
    expect(await itemsOf(page)).toEqual(['best', 'fun'])
    expect(said).toEqual([])
  })

  test('that may not be loaded are said so, and the page runs without them', async () => {
    const headers = { 'content-security-policy': `${strict}; trusted-types 'none'` }
    const { page, said, types } = await open(`${tag()}${data}${content}`, { query: '?heddle-devtools', headers })
    await expect.poll(types).toEqual(['applied', 'exposure'])
    expect(await page.locator('heddle-devtools').count()).toBe(0)
    expect(said).toContainEqual(expect.stringMatching(/^Heddle: The devtools did not open: .*policy/i))
  })

  test('are not loaded for anybody else', async () => {
    const { page, types } = await open(`${tag()}${data}${content}`)
    await expect.poll(types).toEqual(['applied', 'exposure'])
    expect(await page.locator('heddle-devtools').count()).toBe(0)
  })
})

describe('wrong data', () => {
  test('is said in a sentence that names the experiment; what is right runs', async () => {
    const wrong = [
      { key: 'no-control', variants: { a: 1, b: 2 } },
      { key: 'misspelt', variants: { control: 'A', b: 'B' }, apply: { change: 'relable' } },
      { key: 'no-list', variants: { control: 'fun', b: 'best' }, apply: { change: 'reorder' } },
      { key: 'no-selector', variants: { control: 'A', b: 'B' }, apply: { selector: '##', change: 'relabel' } },
      { key: 'unseen', variants: { control: false, off: true }, apply: { selector: '#help', change: 'hide' } },
      { key: 'pair', variants: { control: 'A', b: 'B' }, apply: { selector: '#help', change: ['relabel', 'hide'] } },
      { ...label, weights: { nobody: 1 } },
      tabs,
      tabs,
      7,
    ]
    const { page, said, types } = await open(
      `${tag('data-consent="yes"')}${block({ experiments: wrong })}${block('{')}${content}`,
    )
    await expect.poll(() => itemsOf(page)).toEqual(['best', 'fun'])
    await page.evaluate(`heddle.client.setConsent('granted')`)
    await expect.poll(types).toEqual(['applied', 'exposure'])
    expect(said).toEqual([
      'Heddle: data-consent="yes" means nothing and counts as "pending"; write one of pending, granted, denied.',
      'Heddle: Experiment "no-control" in the file: "variants" names at least "control".',
      expect.stringMatching(/^Heddle: Experiment "misspelt": There is no change "relable"; there are .*relabel/),
      'Heddle: Experiment "no-list": "reorder" takes a list of items, got "fun".',
      expect.stringMatching(/^Heddle: Experiment "no-selector": .*##.*not a valid selector/),
      expect.stringMatching(/^Heddle: Experiment "unseen": .*seen/),
      'Heddle: Experiment "pair": "relabel, hide" take a list of 2 values, got "A".',
      'Heddle: Experiment "help-label" in the file: weight for "nobody", which is no variant.',
      'Heddle: Experiment "home-tabs": It is there twice; give one of them another key.',
      'Heddle: The experiment at place 10: Each experiment in the file is an object with a text "key".',
      expect.stringMatching(/^Heddle: The data in <script data-heddle-experiments>: .*JSON/),
    ])
  })

  test('that names no collector starts nothing and says so', async () => {
    const { page, said } = await open(
      `<script src="/heddle-html.min.js"></script>${block({ experiments: [tabs] })}${content}`,
    )
    await page.waitForLoadState()
    expect(await page.evaluate('heddle.client')).toBeUndefined()
    expect(await itemsOf(page)).toEqual(['fun', 'best'])
    expect(said).toEqual(['Heddle: The script element has no data-collector; name the address of the collector there.'])
  })
})
