// @vitest-environment happy-dom
import { reorder } from 'heddle'
import { beforeEach, describe, expect, test } from 'vitest'

const tabs = document.createElement('nav')

beforeEach(() => {
  tabs.innerHTML = ['fun', 'best', 'man', 'kids'].map((name) => `<button data-item="${name}">${name}</button>`).join('')
  document.body.replaceChildren(tabs)
})

const order = () => [...tabs.children].map((child) => child.getAttribute('data-item'))

describe('reorder', () => {
  test('puts the named items first, and the others after them as they were', () => {
    reorder(tabs, ['man', 'best'])
    expect(order()).toEqual(['man', 'best', 'fun', 'kids'])
  })

  test('moves the nodes themselves', () => {
    const before = new Set(tabs.children)
    reorder(tabs, ['kids', 'man', 'best', 'fun'])
    expect(new Set(tabs.children)).toEqual(before)
  })

  test('leaves what is no item where it is', () => {
    tabs.insertAdjacentHTML('afterbegin', '<h2>Tabs</h2>')
    tabs.insertAdjacentHTML('beforeend', '<hr>')
    reorder(tabs, ['kids', 'fun'])
    expect([...tabs.children].map((child) => child.getAttribute('data-item') ?? child.tagName)).toEqual([
      'H2',
      'kids',
      'fun',
      'best',
      'man',
      'HR',
    ])
  })

  test('takes back the order, once or twice', () => {
    const undo = reorder(tabs, ['kids', 'man'])
    undo?.()
    undo?.()
    expect(order()).toEqual(['fun', 'best', 'man', 'kids'])
  })

  test('takes back the order also when an item has gone meanwhile', () => {
    const undo = reorder(tabs, ['kids', 'man'])
    tabs.querySelector('[data-item=best]')?.remove()
    undo?.()
    expect(order()).toEqual(['fun', 'man', 'kids'])
  })

  test('does nothing for the order that is there, so that control costs what it costs', async () => {
    const changes: MutationRecord[] = []
    const observer = new MutationObserver((records) => changes.push(...records))
    observer.observe(tabs, { childList: true })
    reorder(tabs, ['fun', 'best'])
    expect([...changes, ...observer.takeRecords()]).toEqual([])
  })

  test('moves only what is out of place', () => {
    const observer = new MutationObserver(() => {})
    observer.observe(tabs, { childList: true })
    reorder(tabs, ['kids'])
    const moved = observer.takeRecords().flatMap((record) => [...record.addedNodes])
    expect(moved).toEqual([tabs.firstChild])
  })

  test('is ready when every item that any variant names is there', () => {
    expect(reorder.isReady?.(tabs, [['fun', 'best'], ['kids']])).toBe(true)
    expect(reorder.isReady?.(tabs, [['fun'], ['late']])).toBe(false)
  })
})
