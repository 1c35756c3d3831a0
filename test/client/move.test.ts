// @vitest-environment happy-dom

import { move, type Place } from 'heddle'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'

beforeEach(() => {
  document.body.innerHTML = `
    <nav>
      <a id="one">One</a>
      <form id="search"><input value="shoes"><button>Go</button></form>
      <a id="two">Two</a>
    </nav>
    <main><h1>Shop</h1><p>Text</p></main>`
})

const find = <Kind extends HTMLElement = HTMLElement>(selector: string) => document.querySelector(selector) as Kind // It was just written there.
const search = () => find('#search')
const orderIn = (selector: string) => [...find(selector).children].map(({ id, localName }) => id || localName)

/** Gives the browser a `moveBefore`, and says what it does to the visitor. */
function withMoveBefore(meanwhile: () => void = () => {}): readonly Node[] {
  const moved: Node[] = []
  const prototype = Element.prototype as { moveBefore?: (node: Node, next: Node | null) => void }
  prototype.moveBefore = function (this: Element, node, next) {
    moved.push(node)
    this.insertBefore(node, next)
    meanwhile()
  }
  onTestFinished(() => {
    Reflect.deleteProperty(prototype, 'moveBefore')
  })
  return moved
}

describe('move', () => {
  test.each<[Place, string, readonly string[]]>([
    [{ before: '#one' }, 'nav', ['search', 'one', 'two']],
    [{ after: '#two' }, 'nav', ['one', 'two', 'search']],
    [{ start: 'nav' }, 'nav', ['search', 'one', 'two']],
    [{ end: 'nav' }, 'nav', ['one', 'two', 'search']],
    [{ before: 'p' }, 'main', ['h1', 'search', 'p']],
    [{ after: 'p' }, 'main', ['h1', 'p', 'search']],
    [{ start: 'main' }, 'main', ['search', 'h1', 'p']],
    [{ end: 'main' }, 'main', ['h1', 'p', 'search']],
  ])('to %j, and back again', (place, parent, order) => {
    const before = document.body.innerHTML
    const element = search()
    const undo = move(element, place)
    expect(orderIn(parent)).toEqual(order)
    expect(search()).toBe(element)
    undo?.()
    undo?.()
    expect(document.body.innerHTML).toBe(before)
  })

  test.each<Place | null>([null, { after: '#one' }, { before: '#two' }, { before: '#search' }])(
    'leaves an element that stands at %j already, whatever space is between',
    (place) => {
      const before = document.body.innerHTML
      move(search(), place)
      expect(document.body.innerHTML).toBe(before)
    },
  )

  test('leaves the first and the last child of a place where they are', () => {
    const before = document.body.innerHTML
    move(find('#one'), { start: 'nav' })
    move(find('#two'), { end: 'nav' })
    expect(document.body.innerHTML).toBe(before)
  })

  test('goes behind what stands in the place of another element, and counts it for nothing itself', () => {
    document.body.innerHTML = '<p>1</p><p data-heddle-copy="#new">2</p><b>bold</b><i data-heddle-copy="#new">3</i>'
    const before = document.body.innerHTML
    move(find('b'), { after: 'p' })
    move(find('b'), { end: 'body' })
    expect(document.body.innerHTML).toBe(before)
    move(find('i'), { after: 'p' })
    expect(orderIn('body')).toEqual(['p', 'p', 'i', 'b'])
  })

  test('goes past a text that stands between', () => {
    document.body.innerHTML = '<p>Text <b>bold</b></p>'
    move(find('b'), { start: 'p' })
    expect(find('p').innerHTML).toBe('<b>bold</b>Text ')
  })

  test('keeps what is being typed, the focus and the caret', () => {
    const input = find<HTMLInputElement>('input')
    input.value = 'red shoes'
    input.focus()
    input.setSelectionRange(2, 5, 'backward')
    withMoveBefore(() => {
      input.blur()
      input.setSelectionRange(0, 0)
    })
    move(search(), { end: 'main' })
    expect(document.activeElement).toBe(input)
    const { value, selectionStart, selectionEnd, selectionDirection } = input
    expect([value, selectionStart, selectionEnd, selectionDirection]).toEqual(['red shoes', 2, 5, 'backward'])
  })

  test('keeps the focus of what has no caret, without scrolling to it', () => {
    const options: (FocusOptions | undefined)[] = []
    const button = find('button')
    button.focus()
    const { focus } = button
    button.focus = (given) => {
      options.push(given)
      focus.call(button, given)
    }
    move(search(), { start: 'main' })
    expect(document.activeElement).toBe(button)
    expect(options).toEqual([{ preventScroll: true }])
  })

  test('leaves a focus elsewhere alone', () => {
    find('#one').tabIndex = 0
    find('#one').focus()
    let times = 0
    document.addEventListener('focusin', () => times++, { once: true })
    move(search(), { start: 'main' })
    expect([document.activeElement?.id, times]).toEqual(['one', 0])
  })

  test('keeps the selection in the direction in which it was made', () => {
    const text = find('p').firstChild as Text
    getSelection()?.setBaseAndExtent(text, 3, text, 1)
    withMoveBefore(() => getSelection()?.removeAllRanges())
    move(find('p'), { start: 'nav' })
    const { anchorNode, anchorOffset, focusNode, focusOffset } = getSelection() as Selection
    expect([anchorNode, anchorOffset, focusNode, focusOffset]).toEqual([text, 3, text, 1])
  })

  test('uses moveBefore where the browser has it, there and back', () => {
    const moved = withMoveBefore()
    const element = search()
    move(element, { end: 'main' })?.()
    expect(moved).toEqual([element, element])
  })

  test('leaves an element that the page has moved on since', () => {
    const undo = move(search(), { end: 'main' })
    document.body.prepend(search())
    undo?.()
    expect(search().parentElement).toBe(document.body)
    const undoAgain = move(search(), { end: 'main' })
    find('h1').before(search())
    undoAgain?.()
    expect(orderIn('main')).toEqual(['search', 'h1', 'p'])
  })

  test('takes back also when something has come beside it', () => {
    const undo = move(search(), { end: 'main' })
    find('main').append(document.createElement('hr'))
    undo?.()
    expect(orderIn('nav')).toEqual(['one', 'search', 'two'])
  })

  test('finds its place again by the neighbours that are left', () => {
    const undo = move(search(), { end: 'main' })
    search().ownerDocument.querySelector('#two')?.remove()
    undo?.()
    expect(orderIn('nav')).toEqual(['one', 'search'])
  })

  test('goes back to the end of its parent when all neighbours have gone', () => {
    const undo = move(search(), { end: 'main' })
    find('nav').replaceChildren(document.createElement('hr'))
    undo?.()
    expect(orderIn('nav')).toEqual(['hr', 'search'])
  })

  test('stays where it is when its old parent has gone', () => {
    const undo = move(search(), { end: 'main' })
    find('nav').remove()
    undo?.()
    expect(orderIn('main')).toEqual(['h1', 'p', 'search'])
  })

  test('waits until every place that any variant names is there', () => {
    expect(move.isReady?.(search(), [null, { before: 'h1' }, { end: 'main' }])).toBe(true)
    expect(move.isReady?.(search(), [null, { before: '#late' }])).toBe(false)
  })

  test('waits for a place that is not inside the element itself', () => {
    expect(move.isReady?.(search(), [null, { before: 'input' }])).toBe(false)
    expect(move.isReady?.(search(), [null, { end: '#search' }])).toBe(false)
  })

  test('asks for an element that every visitor can see', () => {
    expect(() => move.check?.([null, { end: 'main' }], undefined)).toThrow(/`seen`.*same in all variants/)
    expect(() => move.check?.([null, { end: 'main' }], 'h1')).not.toThrow()
    expect(() => move.check?.([null, null], undefined)).not.toThrow()
  })

  test('says which place is missing', () => {
    expect(() => move(search(), { before: '#late' })).toThrow('#late')
  })
})
