/**
 * One Chromium for all test files of this process: to start one takes longer than many of them. What visitors of different
 * files must not share is kept apart by contexts, which each file closes.
 */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { launchChromium } from '../../../scripts/browser.mjs'

let launched: Promise<Browser> | undefined

/** Called once by each file. @returns the browser, from the file's first test on; it ends with the process */
export function sharedChromium(): { readonly browser: Browser } {
  let browser: Browser
  beforeAll(async () => {
    launched ??= launchChromium()
    browser = await launched
  })
  afterAll(() => Promise.all(browser?.contexts().map((context) => context.close()) ?? []))
  return {
    get browser() {
      return browser
    },
  }
}
