// @vitest-environment happy-dom

import { hide } from 'heddle'
import { beforeEach, describe, expect, test } from 'vitest'

beforeEach(() => {
  document.body.innerHTML = '<aside><a href="/">Offer</a></aside>'
})

const aside = () => document.querySelector('aside') as HTMLElement // It was just written there.

describe('hide', () => {
  test('takes an element off the page, whatever the stylesheets say', () => {
    hide(aside(), true)
    expect([aside().style.display, aside().style.getPropertyPriority('display')]).toEqual(['none', 'important'])
  })

  test('leaves the element of the other variants untouched', () => {
    const before = document.body.innerHTML
    hide(aside(), false)
    expect(document.body.innerHTML).toBe(before)
  })

  test('takes back to the display that the element had', () => {
    aside().style.setProperty('display', 'flex', 'important')
    aside().style.setProperty('color', 'red')
    const before = document.body.innerHTML
    hide(aside(), true)?.()
    expect(document.body.innerHTML).toBe(before)
  })

  test('leaves no empty style behind', () => {
    hide(aside(), true)?.()
    expect(aside().hasAttribute('style')).toBe(false)
  })

  test('does not take back what the page has shown again, nor what it has styled since', () => {
    const undo = hide(aside(), true)
    aside().style.color = 'red'
    aside().style.setProperty('display', 'grid')
    undo?.()
    undo?.()
    expect([aside().style.display, aside().style.color]).toEqual(['grid', 'red'])
  })

  test('leaves what the page had hidden itself hidden', () => {
    aside().style.setProperty('display', 'none', 'important')
    hide(aside(), true)?.()
    expect(aside().style.display).toBe('none')
  })

  test('waits while the focus is in the element, in every variant', () => {
    expect(hide.isReady?.(aside(), [false, true])).toBe(true)
    aside().querySelector('a')?.focus()
    expect(hide.isReady?.(aside(), [false, true])).toBe(false)
  })

  test('asks for an element that every visitor can see', () => {
    expect(() => hide.check?.([false, true], undefined)).toThrow(TypeError)
    expect(() => hide.check?.([false, true], undefined)).toThrow(/`seen`.*same in all variants/)
    expect(() => hide.check?.([false, true], 'main')).not.toThrow()
    expect(() => hide.check?.([false, false], undefined)).not.toThrow()
  })
})
