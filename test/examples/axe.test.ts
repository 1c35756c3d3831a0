/**
 * No variant of the shop is less accessible than its original: axe-core, on both pages. The other examples ask it in tests of
 * their own.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveShop } from '../../scripts/start/serve-shop.mjs'
import { violationsOn } from '../browser/support/axe.js'
import { sharedChromium } from '../browser/support/chromium.js'

const chromium = sharedChromium()
let directory: string
let server: Awaited<ReturnType<typeof serveShop>>

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'heddle-axe-'))
  server = await serveShop({ log: directory, port: 0 })
})
afterAll(async () => {
  await server?.close()
  await rm(directory, { recursive: true, force: true })
})

/** Each rule that is broken, with the elements that break it. */
async function violations(path: string, search: string): Promise<readonly string[]> {
  const context = await chromium.browser.newContext({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(`${server.url}${path}${search}`)
  const found = await violationsOn(page)
  await context.close()
  return found
}

test.each(['/shop/', '/shop/ar.html'])('%s is as accessible with every change as it was', async (path) => {
  expect(await violations(path, '?heddle=home-tabs:control,help-label:control')).toEqual([])
  expect(await violations(path, '?heddle=home-tabs:bestFirst,help-label:plain')).toEqual([])
})
