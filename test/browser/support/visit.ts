/**
 * Visitors: one storage for a file, one page for each visitor. Sites have ports of their own, so that visitors of
 * different tests share no storage.
 */
import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, expect, onTestFinished } from 'vitest'
import { sharedChromium } from './chromium.js'

let context: BrowserContext

/** Called once by each file: one storage for all its tests. */
export function useChromium(): void {
  const chromium = sharedChromium()
  beforeAll(async () => {
    context = await chromium.browser.newContext({ viewport: { width: 800, height: 600 } })
  })
}

/** A new visitor on the page. A test fails if a script of the page does: the client must never throw at it. */
export async function visit(address: string, options?: Parameters<Page['goto']>[1]): Promise<Page> {
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  onTestFinished(async () => {
    await page.close()
    expect(errors).toEqual([])
  })
  await page.goto(address, options)
  return page
}

/** Sends what the page has recorded so far. */
export async function flush(page: Page): Promise<void> {
  await page.evaluate('client.flush()')
}

/** The names of the items in the order in which they stand in the document. */
export function itemsOf(page: Page): Promise<readonly (string | null)[]> {
  return page.locator('[data-item]').evaluateAll((items) => items.map((item) => item.getAttribute('data-item')))
}
