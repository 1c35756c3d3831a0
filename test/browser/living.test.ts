import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { startSite, withClient } from './support/site.js'
import { itemsOf, useChromium, visit } from './support/visit.js'

useChromium()

const body = `
  <main>
    <nav id="tabs"><button data-item="fun">FUN</button><button data-item="best">BEST</button><button data-item="man">MAN</button></nav>
    <button id="help">Ticket</button>
  </main>`

/** Everybody gets the changed layout; \`events\` is what the client recorded. */
const changed = withClient(`
  var events = []
  const { record } = client
  client.record = (saying) => {
    events.push(saying)
    record(saying)
  }
  const all = { weights: { control: 0 } }
  const tabs = defineExperiment('home-tabs', { control: ['fun', 'best', 'man'], bestFirst: ['best', 'fun', 'man'] }, all)
  const label = defineExperiment('help-label', { control: 'Ticket', plain: 'Customer service' }, all)
  var startTabs = () => applyVariant(client, tabs, '#tabs', reorder)
  var startLabel = () => applyVariant(client, label, '#help', relabel)
  var bar = () => document.querySelector('#tabs')
  var item = (name) => document.querySelector('[data-item=' + name + ']')
  var help = () => document.querySelector('#help')
`)

async function open(): Promise<Page> {
  const site = await startSite({ '/': { body, script: changed } })
  return visit(site.url)
}

const label = (page: Page) => page.textContent('#help')
const factsOf = (page: Page) =>
  page.evaluate(
    'events.map(({ type, experiment, applied, reason }) => [type, experiment, applied, reason].filter((part) => part !== undefined))',
  )
const original = ['fun', 'best', 'man']
const treated = ['best', 'fun', 'man']
const nextTask = (page: Page) => page.evaluate(() => new Promise((done) => setTimeout(done)))

describe('On a page that lives, a change', () => {
  test('is put back when the framework writes its own text or order again', async () => {
    const page = await open()
    await page.evaluate('startTabs(), startLabel()')
    await page.evaluate("help().firstChild.data = 'Ticket'; bar().append(item('best'))")
    await nextTask(page)
    expect([await itemsOf(page), await label(page)]).toEqual([treated, 'Customer service'])
  })

  test('is put back before anybody sees that it was gone', async () => {
    const page = await open()
    await page.evaluate('startLabel()')
    const painted = await page.evaluate(`new Promise((done) => {
      requestAnimationFrame(() => {
        help().replaceChildren('Ticket')
        requestAnimationFrame(() => done(help().textContent))
      })
    })`)
    expect(painted).toBe('Customer service')
  })

  test('comes to the element that takes the place of the first, and to one that a later route brings', async () => {
    const page = await open()
    await page.evaluate('startTabs(), startLabel()')
    await page.evaluate("help().outerHTML = '<a id=help href=#>Ticket</a>'")
    await nextTask(page)
    expect(await label(page)).toBe('Customer service')
    await page.evaluate("document.querySelector('main').replaceChildren('Another route')")
    await nextTask(page)
    await page.evaluate(`document.querySelector('main').innerHTML = ${JSON.stringify(body)}`)
    await nextTask(page)
    expect([await itemsOf(page), await label(page)]).toEqual([treated, 'Customer service'])
  })

  test('is recorded as applied and exposed once, however often it was put back', async () => {
    const page = await open()
    await page.evaluate('startLabel()')
    for (let i = 0; i < 3; i++) {
      await page.evaluate("help().outerHTML = '<button id=help>Ticket</button>'")
      await nextTask(page)
    }
    await expect
      .poll(() => factsOf(page))
      .toEqual([
        ['applied', 'help-label', true],
        ['exposure', 'help-label'],
      ])
  })

  test('takes in what the framework adds', async () => {
    const page = await open()
    await page.evaluate('startTabs()')
    await page.evaluate("bar().insertAdjacentHTML('afterbegin', '<button data-item=kids>KIDS</button>')")
    await nextTask(page)
    expect(await itemsOf(page)).toEqual([...treated, 'kids'])
  })

  test('gives way to a new text of the page when it is undone', async () => {
    const page = await open()
    await page.evaluate("undo = startLabel(); help().firstChild.data = 'Ticket (2)'")
    await nextTask(page)
    expect(await label(page)).toBe('Customer service')
    await page.evaluate('undo()')
    expect(await label(page)).toBe('Ticket (2)')
  })

  test('goes, with everything else, when the client is closed, and stays away', async () => {
    const page = await open()
    await page.evaluate('startTabs(), startLabel(), client.close()')
    expect([await itemsOf(page), await label(page)]).toEqual([original, 'Ticket'])
    await page.evaluate("help().outerHTML = '<button id=help>Ticket</button>'")
    await nextTask(page)
    expect(await label(page)).toBe('Ticket')
  })

  test('that a site wrote itself is made once to each element', async () => {
    const page = await open()
    await page.evaluate(`applyVariant(client, label, '#help', (element, text) => element.append(text))`)
    await page.evaluate("help().append('!')")
    await nextTask(page)
    expect(await label(page)).toBe('TicketCustomer service!')
    await page.evaluate("help().outerHTML = '<button id=help>New </button>'")
    await nextTask(page)
    expect(await label(page)).toBe('New Customer service')
  })
})

describe('A framework that fights', () => {
  test.each([
    [
      'every text, at once',
      "new MutationObserver(() => { if (help().textContent !== 'Ticket') help().textContent = 'Ticket' })",
    ],
    [
      'every text, by a new element',
      "new MutationObserver(() => { if (help().textContent !== 'Ticket') help().outerHTML = '<button id=help>Ticket</button>' })",
    ],
  ])('%s, wins; the page goes on, and the fight is reported', async (_, observer) => {
    const page = await open()
    await page.evaluate(
      `${observer}.observe(document, { childList: true, subtree: true, characterData: true }), startLabel()`,
    )
    await nextTask(page)
    expect(await label(page)).toBe('Ticket')
    expect(await page.evaluate('problems.map(({ kind, experiment }) => [kind, experiment])')).toEqual([
      ['fight', 'help-label'],
    ])
    await expect
      .poll(() => factsOf(page))
      .toEqual([
        ['applied', 'help-label', true],
        ['applied', 'help-label', false, 'fight'],
        ['exposure', 'help-label'],
      ])
  })

  test('every change, frame by frame, wins after ten, and the page stays responsive', async () => {
    const page = await open()
    const { most, frames } = await page.evaluate<{ most: number; frames: number }>(`new Promise((done) => {
      let frames = 0
      let most = 0
      let last = performance.now()
      const render = () => {
        most = Math.max(most, performance.now() - last)
        last = performance.now()
        bar().append(item('fun'), item('best'), item('man'))
        help().replaceChildren('Ticket')
        if (++frames < 40) requestAnimationFrame(render)
        else done({ most, frames })
      }
      startTabs()
      startLabel()
      requestAnimationFrame(render)
    })`)
    expect(frames).toBe(40)
    expect(most).toBeLessThan(2000) // A page that hangs never comes here; a busy machine is slow.
    expect([await itemsOf(page), await label(page)]).toEqual([original, 'Ticket'])
    expect(await page.evaluate('problems.map(({ kind, experiment }) => [kind, experiment]).sort()')).toEqual([
      ['fight', 'help-label'],
      ['fight', 'home-tabs'],
    ])
  })

  test('that gives up in time is put back for good', async () => {
    const page = await open()
    await page.evaluate('startLabel()')
    for (let i = 0; i < 10; i++) {
      await page.evaluate("help().replaceChildren('Ticket')")
      await nextTask(page)
    }
    expect(await label(page)).toBe('Customer service')
    expect(await page.evaluate('problems')).toEqual([])
  })
})

test('A selector that matches nothing for ten seconds is reported, and the experiment still waits', async () => {
  const site = await startSite({ '/': { body, script: changed } })
  const page = await visit('about:blank')
  await page.clock.install({ time: 0 })
  await page.goto(site.url)
  await page.clock.pauseAt(60_000)
  await page.evaluate("applyVariant(client, label, '#later', relabel)")
  await page.clock.runFor(9_900)
  expect(await page.evaluate('problems')).toEqual([])
  await page.clock.runFor(200)
  expect(await page.evaluate('problems')).toEqual([{ kind: 'missing', experiment: 'help-label', selector: '#later' }])
  await page.evaluate("help().insertAdjacentHTML('afterend', '<b id=later>Ticket</b>')")
  await expect.poll(() => page.textContent('#later')).toBe('Customer service')
})
