// @vitest-environment happy-dom
import { defineGoal, trackClicks } from 'heddle'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { clientWith } from './page.js'
import { recorder } from './recorder.js'

const best = defineGoal('best')

beforeEach(() => {
  localStorage.clear()
  document.body.innerHTML = `
    <nav><a data-item="fun">Fun</a><hr><a data-item="best"><b>Best</b></a><a data-item="man">Man</a></nav>
    <a id="help">Help</a>`
})

function track(selector: string) {
  const { transport, events } = recorder()
  const client = clientWith({ transport, consent: 'granted' })
  const stop = trackClicks(client, best, selector)
  onTestFinished(stop)
  const click = async (target: string) => {
    document.querySelector<HTMLElement>(target)?.click()
    await client.flush()
    return events()
  }
  return { click, stop }
}

describe('a click', () => {
  test('carries the item, its slot and the number of slots', async () => {
    const [event] = await track('[data-item=best]').click('[data-item=best]')
    expect(event).toMatchObject({ type: 'click', goal: 'best', item: 'best', slot: 1, slots: 3 })
  })

  test('counts wherever inside the element it falls', async () => {
    expect(await track('[data-item=best]').click('b')).toMatchObject([{ item: 'best', slot: 1 }])
  })

  test('on what is no item carries no slot', async () => {
    const [event] = await track('#help').click('#help')
    expect(event).toMatchObject({ type: 'click', goal: 'best' })
    expect(Object.keys(event ?? {})).not.toEqual(expect.arrayContaining(['item']))
  })

  test('elsewhere is not recorded', async () => {
    expect(await track('#help').click('[data-item=fun]')).toEqual([])
  })

  test('carries nothing that the developer did not name', async () => {
    const [event] = await track('[data-item=best]').click('b')
    const named = ['type', 'goal', 'item', 'slot', 'slots', 'stream', 'seq', 'at', 'visitor', 'session', 'page']
    expect(Object.keys(event ?? {}).sort()).toEqual(named.sort())
  })

  test('counts where a handler of the page stops it', async () => {
    document.querySelector('b')?.addEventListener('click', (event) => event.stopImmediatePropagation())
    expect(await track('[data-item=best]').click('b')).toHaveLength(1)
  })

  test('counts on an element that came later', async () => {
    const { click } = track('.late')
    document.body.insertAdjacentHTML('beforeend', '<a class="late">Late</a>')
    expect(await click('.late')).toHaveLength(1)
  })

  test('is not heard any more once that was stopped', async () => {
    const { click, stop } = track('#help')
    stop()
    stop()
    expect(await click('#help')).toEqual([])
  })
})
