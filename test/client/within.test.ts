// @vitest-environment happy-dom
import { all, attributes, hide, relabel, within } from 'heddle'
import { beforeEach, describe, expect, test } from 'vitest'

beforeEach(() => {
  document.body.innerHTML = `
    <button><i><b class="label">Not this</b></i><img class="icon" src="/old.png"><b class="label">Ticket</b></button>`
})

const button = () => document.querySelector('button') as HTMLElement // It was just written there.

describe('within', () => {
  test('changes a part of the element, and takes it back', () => {
    const before = button().outerHTML
    const undo = within('.icon', attributes)(button(), { src: '/new.png' })
    expect(button().outerHTML).toBe(before.replace('/old.png', '/new.png'))
    undo?.()
    expect(button().outerHTML).toBe(before)
  })

  test('finds a child of the element by :scope', () => {
    within(':scope > .label', relabel)(button(), 'Help')
    expect([...button().querySelectorAll('.label')].map(({ textContent }) => textContent)).toEqual(['Not this', 'Help'])
  })

  test('changes several parts at once', () => {
    const icon = within('.icon', attributes)
    const label = within(':scope > .label', relabel)
    const before = button().outerHTML
    const undo = all(icon, label)(button(), [{ src: '/new.png' }, 'Help'])
    expect(button().outerHTML).toBe(before.replace('/old.png', '/new.png').replace('Ticket', 'Help'))
    undo?.()
    expect(button().outerHTML).toBe(before)
  })

  test('waits until the part is there and ready', () => {
    expect(within('.late', attributes).isReady?.(button(), [{}])).toBe(false)
    expect(within('.icon', attributes).isReady?.(button(), [{}])).toBe(true)
    const label = button().querySelector<HTMLElement>(':scope > .label')
    label?.setAttribute('tabindex', '0')
    label?.focus()
    expect(within(':scope > .label', hide).isReady?.(button(), [false, true])).toBe(false)
    expect(within('.icon', hide).isReady?.(button(), [false, true])).toBe(true)
  })

  test('checks as the change does, and is put back as the change is', () => {
    expect(() => within('.icon', attributes).check?.([{ onclick: '' }], undefined)).toThrow('onclick')
    expect(within('.icon', attributes).repeats).toBe(true)
    expect(within('.icon', () => {}).repeats).toBe(undefined)
  })

  test('says which part is missing', () => {
    expect(() => within('.late', attributes)(button(), {})).toThrow('Nothing found for ".late".')
  })
})
