import { describe, expect, test } from 'vitest'
import { type Site, startSite } from '../browser/support/site.js'
import type { Visitor } from './support/engine.js'
import { byTabKey, heard, onScreen, page, reported, twoLooks } from './support/page.js'
import { inEachEngine } from './support/visit.js'

/** How sites write a bar, and what the accessibility tree calls its items. */
const bars = {
  buttons: {
    role: 'button',
    body: '<nav id="bar"><button data-item="fun">FUN</button> | <button data-item="best">BEST</button> | <button data-item="man">MAN</button></nav>',
  },
  'links in a list': {
    role: 'link',
    body: `<style>li { display: inline-block }</style>
      <ul id="bar">
        <li><a data-item="fun" href="#fun">FUN</a></li>
        <li><a data-item="best" href="#best">BEST</a></li>
        <li><a data-item="man" href="#man">MAN</a></li>
      </ul>`,
  },
}

/** Everybody gets `variant` when the page calls `start`. */
const reordering = (variant: 'control' | 'more' = 'more') => `
  const tabs = defineExperiment('tabs', { control: ['fun', 'best', 'man'], more: ['best', 'man', 'fun'] }, {
    weights: { control: ${variant === 'control' ? 1 : 0}, more: ${variant === 'more' ? 1 : 0} },
  })
  var undo
  var start = () => { undo = applyVariant(client, tabs, '#bar', reorder) }`

const tabList = `
  <div id="bar" role="tablist">
    <button data-item="fun" role="tab" aria-posinset="1" aria-setsize="3" aria-selected="true">FUN</button>
    <button data-item="best" role="tab" aria-posinset="2" aria-setsize="3" aria-selected="false" tabindex="-1">BEST</button>
    <button data-item="man" role="tab" aria-posinset="3" aria-setsize="3" aria-selected="false" tabindex="-1">MAN</button>
  </div>`

/** As the ARIA Authoring Practices have it: arrow keys go round, and the tab that has the focus is the tab stop. */
const arrowKeys = `
  bar.addEventListener('keydown', ({ key }) => {
    const tabs = [...bar.querySelectorAll('[role=tab]')]
    const onward = document.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    if (!['ArrowLeft', 'ArrowRight'].includes(key)) return
    const next = tabs.at((tabs.indexOf(document.activeElement) + (key === onward ? 1 : -1)) % tabs.length)
    for (const tab of tabs) {
      tab.tabIndex = tab === next ? 0 : -1
      tab.ariaSelected = String(tab === next)
    }
    next.focus()
  })`

const fields = `
  <div id="bar">
    <p data-item="fun"><b>FUN</b></p>
    <p data-item="best"><b>BEST</b> <input id="field"></p>
    <p data-item="man"><b>MAN</b></p>
  </div>`

interface Options {
  readonly dir?: 'ltr' | 'rtl'
  readonly variant?: 'control' | 'more'
  readonly script?: string
}

const original = ['FUN', 'BEST', 'MAN']
const wanted = ['BEST', 'MAN', 'FUN']
const directions = ['ltr', 'rtl'] as const
const focused = 'document.activeElement.dataset.item'

inEachEngine((visit) => {
  async function open(body: string, { dir, variant, script = '' }: Options = {}) {
    const site = await startSite({ '/': page(body, reordering(variant) + script, dir) })
    return { site, visitor: await visit(site.url) }
  }

  describe.each(Object.entries(bars))('reordered %s', (_, { role, body }) => {
    test.each(directions)(
      'are seen, tabbed through and read aloud in one order, and so after the undo (%s)',
      async (dir) => {
        const { visitor } = await open(body, { dir })
        const orders = async () => [
          await onScreen(visitor, '[data-item]'),
          await byTabKey(visitor),
          await visitor.accessible(role),
        ]
        const before = await visitor.evaluate('document.body.innerHTML')
        expect(await orders()).toEqual([original, original, original])
        await visitor.evaluate('start()')
        expect(await orders()).toEqual([wanted, wanted, wanted])
        await visitor.evaluate('undo()')
        expect(await orders()).toEqual([original, original, original])
        expect(await visitor.evaluate('document.body.innerHTML')).toBe(before)
      },
    )

    test('leave the focus where it is and disturb nobody who listens to it', async () => {
      const { visitor } = await open(body)
      await visitor.evaluate('document.querySelector("#start").focus()')
      for (const item of ['fun', 'best', 'man']) {
        await visitor.press('Tab')
        await heard(visitor)
        for (const step of ['start()', 'undo()']) {
          await visitor.evaluate(step)
          expect(await visitor.evaluate(`[${focused}, document.activeElement.matches(':focus-visible')]`)).toEqual([
            item,
            true,
          ])
          expect(await heard(visitor)).toEqual([])
        }
      }
      await visitor.press('Enter')
      expect(await heard(visitor)).toEqual(['click man'])
    })
  })

  describe('reordered tabs of which one is a tab stop', () => {
    test.each(directions)(
      'are numbered by their places, and the arrow keys go from place to place (%s)',
      async (dir) => {
        const { visitor } = await open(tabList, { dir, script: arrowKeys })
        const [onward, back] =
          dir === 'rtl' ? (['ArrowLeft', 'ArrowRight'] as const) : (['ArrowRight', 'ArrowLeft'] as const)
        for (const [step, order] of [
          ['start()', wanted],
          ['undo()', original],
        ] as const) {
          await visitor.evaluate(step)
          expect(await onScreen(visitor, '[role=tab]')).toEqual(order)
          expect(await visitor.accessible('tab')).toEqual(order)
          expect(
            await visitor.evaluate(`[...document.querySelectorAll('[role=tab]')].map((tab) => tab.ariaPosInSet)`),
          ).toEqual(['1', '2', '3'])
          expect(await byTabKey(visitor)).toEqual(['FUN'])
          await visitor.press('Shift+Tab')
          const pressed: string[] = []
          for (const key of [onward, onward, onward, back, onward] as const) {
            await visitor.press(key)
            pressed.push(await visitor.evaluate<string>('document.activeElement.textContent'))
          }
          const [first, second, third] = order
          expect(pressed).toEqual(
            order === wanted ? [first, second, third, second, third] : [second, third, first, third, first],
          )
        }
      },
    )

    test('leave the focus on the tab that has it, and the page its selection', async () => {
      const { visitor } = await open(tabList, { script: arrowKeys })
      await visitor.evaluate('document.querySelector("#start").focus()')
      await visitor.press('Tab')
      await visitor.press('ArrowRight')
      await heard(visitor)
      await visitor.evaluate('start()')
      expect(await visitor.evaluate(`[${focused}, document.activeElement.ariaSelected]`)).toEqual(['best', 'true'])
      await visitor.evaluate('undo()')
      expect(await visitor.evaluate(focused)).toBe('best')
      expect(await heard(visitor)).toEqual([])
      expect(await byTabKey(visitor)).toEqual(['BEST'])
    })
  })

  describe.each(['control', 'more'] as const)('while the visitor is at work in the bar, %s', (variant) => {
    const order = variant === 'control' ? original : wanted
    async function appliedIn(site: Site, visitor: Visitor) {
      await visitor.evaluate('client.flush()')
      return (await site.events()).filter(({ type }) => type === 'applied').length
    }

    test('is put off until the pointer is released, so that the press counts where it was meant', async () => {
      const { site, visitor } = await open(bars.buttons.body, { variant })
      await visitor.pointAt('[data-item=fun]')
      await visitor.pointerDown()
      await visitor.evaluate('start()')
      await twoLooks()
      expect([await onScreen(visitor, '[data-item]'), await appliedIn(site, visitor)]).toEqual([original, 0])
      await visitor.pointerUp()
      expect(await heard(visitor)).toContain('click fun')
      await expect.poll(() => appliedIn(site, visitor)).toBe(1)
      expect(await onScreen(visitor, '[data-item]')).toEqual(order)
    })

    test('is put off until the text field is left', async () => {
      const { site, visitor } = await open(fields, { variant })
      await visitor.pointAt('#field')
      await visitor.pointerDown()
      await visitor.pointerUp()
      await visitor.type('abc')
      await visitor.press('ArrowLeft')
      await heard(visitor)
      await visitor.evaluate('start()')
      await twoLooks()
      expect([await onScreen(visitor, '[data-item] b'), await appliedIn(site, visitor)]).toEqual([original, 0])
      await visitor.type('-')
      expect(await visitor.evaluate('[field.value, field.selectionStart]')).toEqual(['ab-c', 3])
      expect(await heard(visitor)).toEqual([])
      await visitor.press('Tab')
      await expect.poll(() => appliedIn(site, visitor)).toBe(1)
      expect(await onScreen(visitor, '[data-item] b')).toEqual(order)
      expect(await visitor.evaluate('[field.value, field.selectionStart]')).toEqual(['ab-c', 3])
    })
  })

  test('keeps the text that the visitor has selected', async () => {
    const { visitor } = await open(fields)
    for (const item of ['fun', 'best', 'man']) {
      await visitor.evaluate(`getSelection().selectAllChildren(document.querySelector('[data-item=${item}] b'))`)
      for (const [step, order] of [
        ['start()', wanted],
        ['undo()', original],
      ] as const) {
        await visitor.evaluate(step)
        expect(await onScreen(visitor, '[data-item] b')).toEqual(order)
        expect(
          await visitor.evaluate(
            '[String(getSelection()), getSelection().anchorNode.parentElement.closest("p").dataset.item]',
          ),
        ).toEqual([item.toUpperCase(), item])
      }
    }
  })

  test('reorders again what the page has put back, and reports nothing', async () => {
    const { visitor } = await open(bars.buttons.body)
    await visitor.evaluate('start()')
    await visitor.evaluate('document.querySelector("#bar").prepend(document.querySelector("[data-item=fun]"))')
    await expect.poll(() => onScreen(visitor, '[data-item]')).toEqual(wanted)
    expect(await reported(visitor)).toEqual([])
  })
})
