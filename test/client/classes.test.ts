// @vitest-environment happy-dom

import { classes } from 'heddle'
import { beforeEach, describe, expect, test } from 'vitest'

beforeEach(() => {
  document.body.innerHTML = '<a class="  small  plain ">Go</a><b>Bold</b>'
})

const find = (selector: string) => document.querySelector(selector) as HTMLElement // It was just written there.

describe('classes', () => {
  test('adds and takes off what is named, and nothing else', () => {
    classes(find('a'), { wide: true, small: false, absent: false, plain: true })
    expect(find('a').className).toBe('plain wide')
  })

  test('takes back to the very text that was there, once or twice', () => {
    const before = document.body.innerHTML
    for (const selector of ['a', 'b']) {
      const undo = classes(find(selector), { wide: true, small: false })
      expect(document.body.innerHTML).not.toBe(before)
      undo?.()
      undo?.()
      expect(document.body.innerHTML).toBe(before)
    }
  })

  test('takes back each class that is still as it was set', () => {
    const undo = classes(find('a'), { wide: true, tall: true, small: false, plain: false })
    find('a').className = 'wide plain mine'
    undo?.()
    expect([...find('a').classList].sort()).toEqual(['mine', 'plain', 'small'])
  })

  test('does not take off a class that was there before', () => {
    const undo = classes(find('a'), { plain: true, wide: true })
    find('a').classList.add('mine')
    undo?.()
    expect([...find('a').classList].sort()).toEqual(['mine', 'plain', 'small'])
  })

  test('changes an icon too', () => {
    document.body.innerHTML = '<svg class="icon"></svg>'
    const svg = find('svg')
    classes(svg, { icon: false, big: true })
    expect(svg.getAttribute('class')).toBe('big')
  })
})
