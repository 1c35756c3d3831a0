// @vitest-environment happy-dom

import { replace } from 'heddle'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'

beforeEach(() => {
  document.body.innerHTML = `
    <main><p id="banner">Old <button>Go</button></p><hr></main>
    <template id="big"> <h2 class="new">New <input></h2><p>Never shown</p></template>
    <template id="small"><b>Small</b></template>
    <template id="empty"> only text </template>`
})

const find = (selector: string) => document.querySelector(selector) as HTMLElement // It was just written there.
const banner = () => find('#banner')

describe('replace', () => {
  test('shows the first element of a template in the place of the element', () => {
    replace(banner(), '#big')
    expect([...find('main').children].map(({ localName }) => localName)).toEqual(['p', 'h2', 'hr'])
    expect(banner().style.display).toBe('none')
    expect(find('h2').innerHTML).toBe('New <input>')
  })

  test('leaves the template as it is, for the next one', () => {
    const before = find('#big').outerHTML
    replace(banner(), '#big')
    find('h2').textContent = 'changed'
    expect(find('#big').outerHTML).toBe(before)
  })

  test('keeps the element itself, its children and their listeners', () => {
    const button = find('button')
    let clicks = 0
    button.addEventListener('click', () => clicks++)
    replace(banner(), '#big')?.()
    find('button').click()
    expect([find('button'), clicks]).toEqual([button, 1])
  })

  test('takes away the copy and shows the element, once or twice', () => {
    const before = document.body.innerHTML
    const undo = replace(banner(), '#big')
    expect(document.body.innerHTML).not.toBe(before)
    undo?.()
    undo?.()
    expect(document.body.innerHTML).toBe(before)
  })

  test('leaves the element for null', () => {
    const before = document.body.innerHTML
    replace(banner(), null)
    expect(document.body.innerHTML).toBe(before)
  })

  test('keeps the copy on the page as the visitor and the page have changed it', () => {
    replace(banner(), '#big')
    const copy = find('h2')
    find('input').setAttribute('value', 'typed')
    copy.classList.add('is-open')
    replace(banner(), '#big')
    expect([...document.querySelectorAll('h2')]).toEqual([copy])
  })

  test('knows a copy that the boot script has made', () => {
    replace(banner(), '#big')
    const { outerHTML } = find('main')
    find('main').outerHTML = outerHTML
    replace(banner(), '#big')
    expect(find('main').outerHTML).toBe(outerHTML)
  })

  test('puts in a copy again after the page has thrown it out', () => {
    const undo = replace(banner(), '#big')
    find('h2').remove()
    const undoAgain = replace(banner(), '#big')
    expect(document.querySelectorAll('h2').length).toBe(1)
    undoAgain?.()
    undo?.()
    expect([document.querySelectorAll('h2').length, banner().hasAttribute('style')]).toEqual([0, false])
  })

  test('does not hide again on undo what the page has shown', () => {
    const undo = replace(banner(), '#big')
    banner().style.display = 'flex'
    undo?.()
    expect([document.querySelector('h2'), banner().style.display]).toEqual([null, 'flex'])
  })

  test('waits until every template that any variant names has an element', () => {
    expect(replace.isReady?.(banner(), [null, '#big', '#small'])).toBe(true)
    expect(replace.isReady?.(banner(), [null, '#late'])).toBe(false)
    expect(replace.isReady?.(banner(), [null, '#empty'])).toBe(false)
    expect(replace.isReady?.(banner(), [null, '#banner'])).toBe(false)
  })

  test('waits until the parser has closed the template', () => {
    Object.defineProperty(document, 'readyState', { configurable: true, value: 'loading' })
    onTestFinished(() => void Reflect.deleteProperty(document, 'readyState'))
    expect(replace.isReady?.(banner(), [null, '#small'])).toBe(true)
    document.body.append(find('#small'))
    expect(replace.isReady?.(banner(), [null, '#small'])).toBe(false)
  })

  test('waits while the focus is in the element, in every variant', () => {
    find('button').focus()
    expect(replace.isReady?.(banner(), [null, '#big'])).toBe(false)
  })

  test('asks for an element that every visitor can see', () => {
    expect(() => replace.check?.([null, '#big'], undefined)).toThrow(/`seen`.*same in all variants/)
    expect(() => replace.check?.([null, '#big'], 'main')).not.toThrow()
  })

  test('changes nothing where the template is missing, and says which', () => {
    const before = document.body.innerHTML
    expect(() => replace(banner(), '#late')).toThrow('Nothing found for "#late".')
    expect(document.body.innerHTML).toBe(before)
  })
})
