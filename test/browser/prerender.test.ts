/**
 * A page that the browser renders before anybody asked for it. Playwright would switch that off, so the browser is driven
 * by puppeteer here.
 */
import puppeteer from 'puppeteer-core'
import { expect, onTestFinished, test } from 'vitest'
import { programPath } from '../../scripts/browser.mjs'
import { startSite, withClient } from './support/site.js'

const start = withClient(`
  const label = defineExperiment('help-label', { control: 'Ticket', plain: 'Customer service' })
  client.track(defineGoal(document.prerendering ? 'loaded-unseen' : 'loaded-in-front'))
  applyVariant(client, label, '#help', relabel)
`)

test('A prerendered page has its variant, and exposes nobody until it is shown', async () => {
  const site = await startSite({
    '/': {
      body: '<a id="go" href="/next">Next</a>',
      script: `
      const rules = document.createElement('script')
      rules.type = 'speculationrules'
      rules.text = JSON.stringify({ prerender: [{ source: 'list', urls: ['/next'], eagerness: 'immediate' }] })
      document.head.append(rules)`,
    },
    '/next': { body: '<button id="help">Ticket</button>', script: start },
  })
  const browser = await puppeteer.launch({
    executablePath: programPath('chromium'),
    args: ['--no-sandbox', '--disable-gpu'],
  })
  onTestFinished(() => browser.close())
  const page = await browser.newPage()
  await page.goto(site.url)

  const facts = async () => (await site.events()).map((event) => ('goal' in event ? event.goal : event.type))
  await expect.poll(facts).toEqual(['loaded-unseen', 'applied'])
  await page.click('#go')
  await expect.poll(facts).toEqual(['loaded-unseen', 'applied', 'exposure'])
})
