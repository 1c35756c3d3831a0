// @vitest-environment happy-dom
import {
  all,
  applyVariant,
  attributes,
  type Change,
  type Client,
  classes,
  defineExperiment,
  hide,
  move,
  relabel,
  reorder,
  replace,
  within,
} from 'heddle'
import { describe, expect, onTestFinished, test } from 'vitest'

const markup = `<header></header>
  <nav class="tabs" title="Old"><b data-item="a">A</b><b data-item="b"><input></b></nav>
  <template id="new"><p>New</p></template>`

/** Fills the page and finds what is to be changed. */
function target(): HTMLElement {
  document.body.innerHTML = markup
  return document.querySelector('nav') as HTMLElement // It was just written there.
}

function mutationsOf(act: () => void): readonly MutationRecord[] {
  const observer = new MutationObserver(() => {})
  onTestFinished(() => observer.disconnect())
  observer.observe(document, { attributes: true, characterData: true, childList: true, subtree: true })
  act()
  return observer.takeRecords()
}

/** Keeps change and value of one type together, so that a table can hold several. */
const bound =
  <Value>(change: Change<Value>, value: Value) =>
  (element: Element) =>
    change(element, value)

const both = all(attributes, classes)

describe.each([
  ['hide', bound(hide, true)],
  ['replace', bound(replace, '#new')],
  ['move', bound(move, { end: 'header' })],
  ['attributes', bound(attributes, { title: 'New', lang: 'en' })],
  ['classes', bound(classes, { tabs: false, wide: true })],
  ['all', bound(all(hide, both, move, replace), [true, [{ title: 'New' }, { wide: true }], { end: 'header' }, '#new'])],
  ['within', bound(within('input', attributes), { type: 'search' })],
])('%s', (_, apply) => {
  test('leaves no trace once it was taken back', () => {
    const element = target()
    const undo = apply(element)
    expect(document.body.innerHTML).not.toBe(markup)
    undo?.()
    expect(document.body.innerHTML).toBe(markup)
    expect(mutationsOf(() => undo?.())).toEqual([])
  })

  test('touches nothing where its value is already', () => {
    const element = target()
    const undo = apply(element)
    const after = document.body.innerHTML
    let undoAgain = undo
    expect(mutationsOf(() => (undoAgain = apply(element)))).toEqual([])
    undoAgain?.()
    expect(document.body.innerHTML).toBe(after)
    undo?.()
    expect(document.body.innerHTML).toBe(markup)
  })

  test('keeps the element, its children and what was typed', () => {
    const element = target()
    const children = [...element.children]
    const input = element.querySelector('input') as HTMLInputElement // It is in the markup.
    input.value = 'typed'
    const undo = apply(element)
    expect(document.querySelector('nav')).toBe(element)
    expect([...element.children]).toEqual(children)
    undo?.()
    expect([document.querySelector('input'), input.value]).toEqual([input, 'typed'])
  })
})

test.each([
  ['hide', bound(hide, false)],
  ['replace', bound(replace, null)],
  ['move', bound(move, null)],
  ['attributes', bound(attributes, { title: 'Old', lang: null })],
  ['classes', bound(classes, { tabs: true, wide: false })],
])('%s touches nothing for the value of a page as it is', (_, apply) => {
  const element = target()
  expect(mutationsOf(() => apply(element)?.())).toEqual([])
})

describe('all', () => {
  const log: string[] = []
  const logging =
    (name: string): Change<string> =>
    (_, value) => {
      log.push(`${name} ${value}`)
      return () => log.push(`not ${name}`)
    }
  const failing: Change<string> = () => {
    throw new Error('no such tab')
  }

  test('does the changes in order, each with its value, and takes them back in reverse', () => {
    log.length = 0
    all(logging('first'), logging('second'))(target(), ['1', '2'])?.()
    expect(log).toEqual(['first 1', 'second 2', 'not second', 'not first'])
  })

  test('takes back those before one that fails, and lets its error through', () => {
    log.length = 0
    const change = all(logging('first'), logging('second'), failing, logging('last'))
    expect(() => change(target(), ['1', '2', '3', '4'])).toThrow('no such tab')
    expect(log).toEqual(['first 1', 'second 2', 'not second', 'not first'])
  })

  test('is ready when every change is ready for its own values', () => {
    const change = all(relabel, reorder, replace)
    expect(
      change.isReady?.(target(), [
        ['', ['a'], null],
        ['', ['b'], '#new'],
      ]),
    ).toBe(true)
    expect(
      change.isReady?.(target(), [
        ['', ['a'], null],
        ['', ['late'], '#new'],
      ]),
    ).toBe(false)
    expect(
      change.isReady?.(target(), [
        ['', ['a'], null],
        ['', ['b'], '#late'],
      ]),
    ).toBe(false)
  })

  test('checks every change by its own values', () => {
    const change = all(attributes, hide)
    expect(() =>
      change.check?.(
        [
          [{}, false],
          [{ style: '' }, false],
        ],
        undefined,
      ),
    ).toThrow('style')
    expect(() =>
      change.check?.(
        [
          [{}, false],
          [{}, true],
        ],
        undefined,
      ),
    ).toThrow('seen')
    expect(() =>
      change.check?.(
        [
          [{}, false],
          [{}, true],
        ],
        'header',
      ),
    ).not.toThrow()
  })

  test('is put back only if every change can be', () => {
    expect(all(hide, classes).repeats).toBe(true)
    expect(all(hide, logging('once')).repeats).toBe(false)
  })
})

/** What the compiler must accept, and what it must refuse. Compiled, never run. */
function compiles(client: Client, element: Element): void {
  const look = all(hide, classes, within('b', relabel))
  look(element, [true, { wide: true }, 'Help'])
  // @ts-expect-error: a value is missing.
  look(element, [true, { wide: true }])
  // @ts-expect-error: one value too many.
  look(element, [true, { wide: true }, 'Help', 1])
  // @ts-expect-error: a text is no boolean.
  look(element, ['true', { wide: true }, 'Help'])
  // @ts-expect-error: the order of the values is that of the changes.
  look(element, [{ wide: true }, true, 'Help'])
  // @ts-expect-error: a part takes the values of its change.
  within('b', hide)(element, 'Help')
  // @ts-expect-error: no such side.
  move(element, { above: 'header' })

  const fits = defineExperiment('fits', { control: [false, { wide: false }, 'A'], b: [true, { wide: true }, 'B'] })
  applyVariant(client, fits, 'nav', look, { seen: 'header' })
  applyVariant(client, fits, 'nav', all(hide, classes, within('b', relabel)), { seen: 'header' })
  const short = defineExperiment('short', { control: [false, {}], b: [true, { wide: true }] })
  // @ts-expect-error: a value is missing in the variants.
  applyVariant(client, short, 'nav', look, { seen: 'header' })
}

void compiles
