// @vitest-environment happy-dom

import { attributes } from 'heddle'
import { beforeEach, describe, expect, test } from 'vitest'

beforeEach(() => {
  document.body.innerHTML = '<a href="/old" title="Old">Go</a>'
})

const link = () => document.querySelector('a') as HTMLAnchorElement // It was just written there.

describe('attributes', () => {
  test('sets, adds and takes off what is named, and nothing else', () => {
    attributes(link(), { href: '/new', target: '_top', title: null })
    expect(link().outerHTML).toBe('<a href="/new" target="_top">Go</a>')
  })

  test('takes back each of them, once or twice', () => {
    const before = link().cloneNode(true)
    const undo = attributes(link(), { href: '/new', target: '_top', title: null })
    undo?.()
    undo?.()
    expect(link().isEqualNode(before)).toBe(true)
  })

  test('does not take back what the page has set since', () => {
    const undo = attributes(link(), { href: '/new', title: null })
    link().href = '/mine'
    undo?.()
    expect([link().getAttribute('href'), link().title]).toEqual(['/mine', 'Old'])
  })

  test('sets all or none', () => {
    const before = link().outerHTML
    expect(() => attributes(link(), { href: '/new', 'no name': '' })).toThrow()
    expect(link().outerHTML).toBe(before)
  })

  describe('refuses, before anything happens and when called by hand,', () => {
    test.each([
      ['style', 'color:red'],
      ['STYLE', null],
      ['onclick', 'alert(1)'],
      ['onLoad', ''],
      ['srcdoc', '<p>'],
      ['href', 'javascript:alert(1)'],
      ['href', 'JavaScript:alert(1)'],
      ['href', ' \u0001\n\tjavascript:alert(1)'],
      ['href', 'java\nscr\tipt\r:alert(1)'],
      ['formaction', '\u0000javascript:alert(1)'],
      ['data-anything', 'javascript:alert(1)'],
      ['src', 'data:text/html,<script>alert(1)</script>'],
      ['src', ' DATA:text/HTML;base64,PHA+'],
    ])('%s=%j', (name, value) => {
      const before = link().outerHTML
      const wanted = { target: '_top', [name]: value }
      for (const act of [() => attributes.check?.([{}, wanted], undefined), () => attributes(link(), wanted)]) {
        expect(act).toThrow(TypeError)
        expect(act).toThrow(name)
        expect(act).toThrow(/use classes/)
      }
      expect(link().outerHTML).toBe(before)
    })
  })

  test.each([
    ['href', '/javascript:alert'],
    ['href', 'https://example.com/?next=javascript:alert(1)'],
    ['href', ' java script:'],
    ['title', 'Learn JavaScript: the basics'],
    ['title', ''],
    ['src', 'data:image/png;base64,AAAA'],
    ['content', 'online'],
    ['aria-label', 'one'],
    ['data-style', 'wide'],
  ])('lets %s=%j through', (name, value) => {
    expect(() => attributes.check?.([{ [name]: value }], undefined)).not.toThrow()
    attributes(link(), { [name]: value })
    expect(link().getAttribute(name)).toBe(value)
  })
})
