/**
 * What axe-core objects to on a page. An evaluation by the debugger is no script of the page, so the page's policy stays
 * as it is.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

/** The smaller of its files: a page takes as long to read it as to be examined. */
const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** A text that fades in is paler than it will be: what moves and comes to an end has ended. */
const whenStill = `Promise.allSettled(document.getAnimations()
  .filter(({ effect }) => effect.getComputedTiming().endTime < Infinity).map(({ finished }) => finished)).then(() => {})`

/** Each rule that is broken, with an element that breaks it; what is in order is not listed, which would take most of the time. */
export async function violationsOn(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(`'axe' in globalThis`))) await page.evaluate(source)
  await page.evaluate(whenStill)
  return page.evaluate(`axe.run({ resultTypes: ['violations'] }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`)
}
