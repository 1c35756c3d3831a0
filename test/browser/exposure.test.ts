import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { type Site, startSite, withClient } from './support/site.js'
import { flush, useChromium, visit } from './support/visit.js'

useChromium()

/**
 * A page with the element under test, and with another that everybody sees at once. Once that one is in the log, an
 * exposure of the element under test would be there as well: both are looked at in the same frame, this one first.
 */
async function open(body: string, { selector = '#test', sight = '{}', script = '' } = {}) {
  const site = await startSite({
    '/': {
      body: `<style>body { margin: 0 } #seen { position: fixed; bottom: 0; right: 0 }</style>${body}<button id="seen">Seen</button>`,
      script: withClient(`
        const change = (element) => { element.dataset.applied = 'yes' }
        for (const [key, selector] of [['test', ${JSON.stringify(selector)}], ['seen', '#seen']]) {
          applyVariant(client, defineExperiment(key, { control: 1, more: 2 }), selector, change, ${sight})
        }
        ${script}`),
    },
  })
  const page = await visit(site.url)
  return { site, page }
}

async function exposures(site: Site): Promise<readonly string[]> {
  const events = await site.events()
  return events.flatMap((event) => (event.type === 'exposure' ? [event.experiment] : [])).sort()
}

/** Waits until the log holds exactly these exposures. */
async function expectExposed(page: Page, site: Site, ...experiments: readonly string[]): Promise<void> {
  await expect
    .poll(
      async () => {
        await flush(page)
        return exposures(site)
      },
      { timeout: 20_000 },
    )
    .toEqual([...experiments].sort())
}

const box = (style = '', inner = 'Test') =>
  `<button id="test" style="width:100px;height:40px;${style}">${inner}</button>`

describe('an element in view', () => {
  test('is exposed once in a document, by sight, and applied before that', async () => {
    const { page, site } = await open(box())
    await expectExposed(page, site, 'seen', 'test')
    for (let i = 0; i < 3; i++) {
      await page.evaluate(() => document.querySelector('#test')?.remove())
      await page.evaluate(() => document.body.insertAdjacentHTML('afterbegin', '<button id="test">Test</button>'))
    }
    await expectExposed(page, site, 'seen', 'test')
    const events = (await site.events()).filter((event) => 'experiment' in event && event.experiment === 'test')
    expect(events.map(({ type, seq }) => [type, seq])).toEqual([
      ['applied', expect.any(Number)],
      ['exposure', expect.any(Number)],
    ])
    expect(events[0]?.seq).toBeLessThan(events[1]?.seq ?? 0)
    expect(events[1]).toMatchObject({ by: 'sight', attributes: { lang: 'en', dir: 'ltr', device: 'tablet' } })
  })

  test('is exposed again in the next document', async () => {
    const { page, site } = await open(box())
    await expectExposed(page, site, 'seen', 'test')
    await page.reload()
    await expectExposed(page, site, 'seen', 'seen', 'test', 'test')
  })

  test('is exposed though a small badge lies on it', async () => {
    const badge = '<i style="position:absolute;left:80px;top:0;width:20px;height:14px;background:red"></i>'
    const { page, site } = await open(`${box('position:absolute;left:0;top:0')}${badge}`)
    await expectExposed(page, site, 'seen', 'test')
  })

  test.each([
    ['wide', 'width:800px;height:3000px'],
    ['narrow', 'width:120px;height:3000px'],
  ])('is exposed though it is taller than two viewports and %s', async (_, style) => {
    const { page, site } = await open(box(style))
    await expectExposed(page, site, 'seen', 'test')
  })

  test('is exposed when a change failed, as not applied, and the failure is reported', async () => {
    const { page, site } = await open('<p id="broken">Broken</p>', {
      selector: '#none',
      script: `applyVariant(client, defineExperiment('broken', { control: 1, more: 2 }), '#broken', () => { throw new Error('no') })`,
    })
    await expectExposed(page, site, 'broken', 'seen')
    expect((await site.events()).filter(({ type }) => type === 'applied')).toContainEqual(
      expect.objectContaining({ experiment: 'broken', applied: false, reason: 'Error: no' }),
    )
    expect(await page.evaluate('problems.map(({ kind, experiment }) => [kind, experiment])')).toEqual([
      ['change', 'broken'],
    ])
  })
})

describe('an element that nobody has seen', () => {
  test('because the selector matches nothing, is neither exposed nor applied', async () => {
    const { page, site } = await open(box(), { selector: '#misspelt' })
    await expectExposed(page, site, 'seen')
    expect((await site.events()).map((event) => 'experiment' in event && event.experiment)).toEqual(['seen', 'seen'])
  })

  test('because it is 9,000 px below, is exposed when it is scrolled to', async () => {
    const { page, site } = await open(box('position:absolute;top:9000px'))
    await expectExposed(page, site, 'seen')
    await page.mouse.wheel(0, 9000)
    await expectExposed(page, site, 'seen', 'test')
  })

  test('because less than half of it shows, is exposed when half of it does', async () => {
    const { page, site } = await open(box('position:absolute;top:585px'))
    await expectExposed(page, site, 'seen')
    await page.evaluate('document.querySelector("#test").style.top = "575px"')
    await expectExposed(page, site, 'seen', 'test')
  })

  test('because something lies on it, is exposed when that goes', async () => {
    const overlay = '<div id="overlay" style="position:fixed;inset:0 0 100px 0;background:white"></div>'
    const { page, site } = await open(`${box('position:absolute;left:0;top:0')}${overlay}`)
    await expectExposed(page, site, 'seen')
    await page.evaluate('document.querySelector("#overlay").remove()')
    await expectExposed(page, site, 'seen', 'test')
  })

  test.each([
    ['opacity:0', 'opacity', '1'],
    ['visibility:hidden', 'visibility', 'visible'],
    ['display:none', 'display', 'inline-block'],
    ['content-visibility:hidden', 'contentVisibility', 'visible'],
  ])('because of %s, is exposed when that ends', async (hidden, property, shown) => {
    // Around the element, as a closed menu is: what hides it is mostly not its own.
    const { page, site } = await open(`<div id="around" style="${hidden}">${box()}</div>`)
    await expectExposed(page, site, 'seen')
    await page.evaluate(`document.querySelector('#around').style.${property} = '${shown}'`)
    await expectExposed(page, site, 'seen', 'test')
  })

  test('because it comes later, is exposed when it comes', async () => {
    const { page, site } = await open('')
    await expectExposed(page, site, 'seen')
    await page.evaluate(() => document.body.insertAdjacentHTML('afterbegin', '<button id="test">Test</button>'))
    await expectExposed(page, site, 'seen', 'test')
  })

  test('for as long as it takes, is exposed when it has been in view for that long', async () => {
    const { page, site } = await open(box(), { sight: '{ dwellMs: 1500 }' })
    await expectExposed(page, site, 'seen', 'test')
    const [exposure] = (await site.events()).filter(({ type }) => type === 'exposure')
    const [applied] = (await site.events()).filter(({ type }) => type === 'applied')
    expect((exposure?.at ?? 0) - (applied?.at ?? 0)).toBeGreaterThanOrEqual(1500)
  })
})
