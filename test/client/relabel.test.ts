// @vitest-environment happy-dom
import { relabel } from 'heddle'
import { describe, expect, test, vi } from 'vitest'

function button(inner: string, attributes = ''): Element {
  document.body.innerHTML = `<button ${attributes}>${inner}</button>`
  return document.body.children[0] as Element // It was just written there.
}

describe('relabel', () => {
  test.each([
    ['a text', 'Ticket', 'Customer service'],
    ['the spaces around it stay', '\n  Ticket\n', '\n  Customer service\n'],
    ['an icon stays', '<svg><title>Bell</title></svg> Ticket', '<svg><title>Bell</title></svg> Customer service'],
    [
      'what is hidden from readers stays',
      '<i aria-hidden="true">star</i><b>Ticket</b>',
      '<i aria-hidden="true">star</i><b>Customer service</b>',
    ],
    [
      'the element of the text stays',
      '<span class="label">Ticket</span>',
      '<span class="label">Customer service</span>',
    ],
    ['an empty button gets a text', '', 'Customer service'],
    ['a button with nothing but an icon gets a text', '<svg></svg>', '<svg></svg>Customer service'],
  ])('changes %s', (_, before, after) => {
    const element = button(before)
    relabel(element, 'Customer service')
    expect(element.innerHTML).toBe(after)
  })

  test('sets text and never HTML', () => {
    const element = button('Ticket')
    relabel(element, '<img src=x onerror=alert(1)> $& $1')
    expect([element.childElementCount, element.textContent]).toEqual([0, '<img src=x onerror=alert(1)> $& $1'])
  })

  test('adds no aria-label', () => {
    const element = button('Ticket')
    relabel(element, 'Help')
    expect(element.hasAttribute('aria-label')).toBe(false)
  })

  test('takes back the text', () => {
    const element = button('<svg></svg> Ticket')
    const before = element.outerHTML
    const undo = relabel(element, 'Help')
    expect(element.outerHTML).not.toBe(before)
    undo?.()
    undo?.()
    expect(element.outerHTML).toBe(before)
  })

  test('changes nothing for the text that is there', () => {
    const element = button(' Ticket ')
    const before = element.outerHTML
    relabel(element, 'Ticket')
    expect(element.outerHTML).toBe(before)
  })
})

test('waits until the parser is past the end of the element, which may have begun without its text', () => {
  document.body.innerHTML = '<p><button id="book"></button></p>'
  const button = document.querySelector('#book') as Element
  const state = vi.spyOn(document, 'readyState', 'get').mockReturnValue('loading')
  expect(relabel.isReady?.(button, [])).toBe(false)
  document.body.append('what follows')
  expect(relabel.isReady?.(button, [])).toBe(true)
  document.body.lastChild?.remove()
  state.mockReturnValue('interactive')
  expect(relabel.isReady?.(button, [])).toBe(true)
})
