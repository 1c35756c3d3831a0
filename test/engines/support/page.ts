/**
 * The pages of these tests: what happens on them is noted, and the order of what stands on them can be asked for in each
 * of the ways in which visitors meet it.
 */
import type { SitePage } from '../../browser/support/site.js'
import { withClient } from '../../browser/support/site.js'
import type { Visitor } from './engine.js'

/** Between the two ends that the Tab key starts from and comes to. `log` holds what the listeners of the page heard. */
const around = (body: string) => `
  <style>body { margin: 0 }</style>
  <script>
    var errors = []
    addEventListener('error', (event) => errors.push(event.message))
    addEventListener('unhandledrejection', (event) => errors.push(String(event.reason)))
    var log = []
    for (const type of ['focus', 'blur', 'click']) {
      document.addEventListener(type, ({ target }) => log.push(type + ' ' + (target.dataset?.item ?? target.id)), true)
    }
  </script>
  <i id="start" tabindex="0"></i>${body}<i id="end" tabindex="0"></i>`

/** A page whose script finds the client `client`, the exports of `heddle`, and their problems in `problems`. */
export const page = (body: string, script: string, dir: 'ltr' | 'rtl' = 'ltr'): SitePage => ({
  body: around(body),
  script: withClient(script),
  dir,
})

/** The texts of what matches and is rendered, as they stand on the screen: by lines, each in the page's direction. */
export const onScreen = (visitor: Visitor, selector: string): Promise<readonly string[]> =>
  visitor.evaluate(`[...document.querySelectorAll(${JSON.stringify(selector)})]
    .map((element) => ({ name: element.ariaLabel ?? element.textContent.trim(), box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.width)
    .sort((a, b) => a.box.top - b.box.top || (a.box.left - b.box.left) * (document.dir === 'rtl' ? -1 : 1))
    .map(({ name }) => name)`)

/** The names of what the Tab key comes to, from the page's start to its end. */
export async function byTabKey(visitor: Visitor): Promise<readonly string[]> {
  const names: string[] = []
  await visitor.evaluate('document.querySelector("#start").focus()')
  for (;;) {
    await visitor.press('Tab')
    const name = await visitor.evaluate<string>(
      `((active) => active.id === 'end' ? '' : active.ariaLabel ?? active.textContent.trim())(document.activeElement)`,
    )
    if (!name || names.length > 20) return names
    names.push(name)
  }
}

/** What the page heard since it was last asked. */
export const heard = (visitor: Visitor): Promise<readonly string[]> => visitor.evaluate('log.splice(0)')

/** What the client reported since it was last asked. */
export const reported = (visitor: Visitor): Promise<readonly unknown[]> =>
  visitor.evaluate('problems.splice(0).map(({ kind, experiment }) => [kind, experiment])')

/**
 * Long enough for the client to look twice more (it looks five times a second): what has not happened then, does not.
 */
export const twoLooks = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 500))
