// @vitest-environment happy-dom
import { whenPresent } from 'heddle'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { nextTask } from './page.js'

beforeEach(() => {
  document.body.innerHTML = ''
})

const add = (html: string) => document.body.insertAdjacentHTML('beforeend', html)

describe('an element', () => {
  test('that is there is given at once', () => {
    add('<a id="help"></a><a id="help"></a>')
    const found = vi.fn()
    whenPresent('#help', found)
    expect(found.mock.calls).toEqual([[document.body.firstChild]])
  })

  test('that comes later is given when it comes, however deep, and once', async () => {
    const found = vi.fn()
    whenPresent('#help', found)
    add('<div><p><a id="help"></a></p></div>')
    await nextTask()
    add('<a id="help"></a>')
    await nextTask()
    expect(found.mock.calls).toEqual([[document.querySelector('p a')]])
  })

  test('that is there and not ready is waited for', async () => {
    add('<nav></nav>')
    const found = vi.fn()
    whenPresent('nav', found, (element) => element.childElementCount > 1)
    document.querySelector('nav')?.append(document.createElement('a'))
    await nextTask()
    expect(found).not.toHaveBeenCalled()
    document.querySelector('nav')?.append(document.createElement('a'))
    await nextTask()
    expect(found).toHaveBeenCalledTimes(1)
  })

  test('is not given once nobody waits', async () => {
    const found = vi.fn()
    const stop = whenPresent('#help', found)
    stop()
    stop()
    add('<a id="help"></a>')
    await nextTask()
    expect(found).not.toHaveBeenCalled()
  })
})
