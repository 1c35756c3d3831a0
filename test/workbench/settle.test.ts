/** What is on the page becomes what should be there, and stays what it was wherever it can. */
import { Window } from 'happy-dom'
import { beforeAll, expect, test, vi } from 'vitest'
import { settle } from '../../packages/workbench/src/html/settle.js'

const window = new Window()

beforeAll(() => {
  vi.stubGlobal('Element', window.Element)
  vi.stubGlobal('matchMedia', () => ({ matches: true }))
  return () => vi.unstubAllGlobals()
})

function elementOf(html: string): Element {
  const element = window.document.createElement('div')
  element.innerHTML = html
  return element as unknown as Element // Cast: happy-dom's types are its own.
}

/** The page after it, and which of its elements are still the ones that were there. */
function settled(before: string, after: string) {
  const page = elementOf(before)
  const old = new Set(page.querySelectorAll('*'))
  settle(page, elementOf(after))
  return {
    html: page.innerHTML,
    kept: [...page.querySelectorAll('*')]
      .filter((element) => old.has(element))
      .map(({ id, localName }) => id || localName),
  }
}

test.each([
  ['a text', '<p>1 unit</p>', '<p>2 units</p>', ['p']],
  ['an attribute', '<p class="open" lang="en">x</p>', '<p class="up" title="y">x</p>', ['p']],
  ['more at the end', '<p>a</p>', '<p>a</p><p>b</p>', ['p']],
  ['less', '<ul><li>a</li><li>b</li></ul><p>x</p>', '<ul><li>a</li></ul><p>x</p>', ['ul', 'li', 'p']],
  ['another element in the place', '<p>a</p>', '<div>a</div>', []],
  ['something before what has a name', '<h2 id="a">a</h2>', '<p>new</p><h2 id="a">a</h2>', ['a']],
  ['something gone before what has a name', '<p>old</p><h2 id="a">a</h2>', '<h2 id="a">a</h2>', ['a']],
  ['a name between names', '<i id="a"></i><i id="c"></i>', '<i id="a"></i><i id="b"></i><i id="c"></i>', ['a', 'c']],
  ['nothing', '<p>a</p>', '', []],
])('%s', (_, before, after, kept) => {
  expect(settled(before, after)).toEqual({ html: after, kept })
})

test('what the reader folded open stays open', () => {
  const { html } = settled(
    '<details open=""><summary>a</summary>1</details>',
    '<details><summary>a</summary>2</details>',
  )
  expect(html).toBe('<details open=""><summary>a</summary>2</details>')
})
