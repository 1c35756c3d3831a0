import { expect, test } from 'vitest'
import { type Site, startSite } from '../browser/support/site.js'
import type { Visitor } from './support/engine.js'
import { byTabKey, heard, onScreen, page, reported, twoLooks } from './support/page.js'
import { inEachEngine } from './support/visit.js'

/** What each change makes of the page's buttons, which are Home, Shop, Ticket and More. */
const changes = {
  'relabel #more': { change: 'relabel', value: '"Others"', after: ['Home', 'Shop', 'Ticket', 'Others'] },
  'move #more to the start': { change: 'move', value: '{ start: "#bar" }', after: ['More', 'Home', 'Shop', 'Ticket'] },
  'move #more to the end': { change: 'move', value: '{ end: "#bar" }', after: ['Home', 'Shop', 'More', 'Ticket'] },
  'move #more before another': {
    change: 'move',
    value: '{ before: "#help" }',
    after: ['Home', 'Shop', 'More', 'Ticket'],
  },
  'move #more after another': {
    change: 'move',
    value: '{ after: "#home" }',
    after: ['Home', 'More', 'Shop', 'Ticket'],
  },
  'hide #more': { change: 'hide', value: 'true', after: ['Home', 'Shop', 'Ticket'] },
  'replace #more': { change: 'replace', value: '"#promo"', after: ['Home', 'Shop', 'Ticket', 'Chat', 'Call'] },
  'attributes of #more': {
    change: 'attributes',
    value: '{ "aria-label": "Others", title: null }',
    control: '{}',
    after: ['Home', 'Shop', 'Ticket', 'Others'],
  },
  'classes of #more': {
    change: 'classes',
    value: '{ gone: true, wide: false }',
    control: '{}',
    after: ['Home', 'Shop', 'Ticket'],
  },
  'all: a place and a label for #more': {
    change: 'all(heddle.move, relabel)',
    value: '[{ start: "#bar" }, "Others"]',
    control: '[null, "More"]',
    after: ['Others', 'Home', 'Shop', 'Ticket'],
  },
} as const

const original = ['Home', 'Shop', 'Ticket', 'More']

const body = `
  <style>.gone { display: none }</style>
  <nav id="bar"><button id="home">Home</button> <button id="shop">Shop</button></nav>
  <p id="place"><button id="help">Ticket</button> <button id="more" class="wide" title="Much more">More</button></p>
  <template id="promo"><span><button>Chat</button> <button>Call</button></span></template>`

/** Those that do not take the element away from the visitor who is at it. */
const quiet = Object.entries(changes).filter(([, { after }]) => after.length === 4)

/** Whether the last button is still the last. */
const stays = (after: readonly string[]) => ['More', 'Others'].includes(after.at(-1) ?? '')

const withField = `
  <nav id="bar"><a href="#home">Home</a></nav>
  <p id="place"><button>Ticket</button><span id="more"><b>Write</b> <input id="field"></span></p>`

const icon = '<svg width="9" height="9" aria-hidden="true"></svg>'
const inLanguages = `
  <button id="page">${icon} Ticket</button>
  <p lang="ar-EG"><button id="arabic">${icon} Ticket</button></p>
  <p lang="ja"><button id="other" aria-label="Ticket (3 new)">${icon} Ticket</button></p>
  <p lang="ja"><button id="none">${icon} Ticket</button></p>`

const labels = `
  var undos = []
  var undo = () => undos.forEach((each) => each())
  var start = () => {
    for (const id of ['page', 'arabic', 'other', 'none']) {
      const texts = { en: 'Customer service', ar: 'خدمة العملاء', ...(id !== 'none' && { default: 'Help' }) }
      const label = defineExperiment(id, { control: {}, more: texts }, { weights: { control: 0 } })
      undos.push(applyVariant(client, label, '#' + id, relabel))
    }
  }`

interface Applying {
  readonly change: string
  readonly value: string
  readonly control?: string
}

/** Everybody gets `variant` when the page calls `start`; what is seen is the bar above, which is the same for all. */
const applying = (
  { change, value, control = 'null' }: Applying,
  { variant = 'more', key = 'changed' }: { variant?: 'control' | 'more'; key?: string } = {},
) => `
  var undo
  var start = () => {
    const experiment = defineExperiment('${key}', { control: ${control}, more: ${value} }, {
      weights: { control: ${variant === 'more' ? 0 : 1}, more: ${variant === 'more' ? 1 : 0} },
    })
    undo = applyVariant(client, experiment, '#more', heddle.${change}, { seen: '#bar' })
  }`

async function appliedIn(site: Site, visitor: Visitor) {
  await visitor.evaluate('client.flush()')
  return (await site.events()).flatMap((event) => (event.type === 'applied' ? [event.applied] : []))
}

inEachEngine((visit) => {
  async function open(script: string, { dir, markup = body }: { dir?: 'ltr' | 'rtl'; markup?: string } = {}) {
    const site = await startSite({ '/': page(markup, script, dir) })
    return { site, visitor: await visit(site.url) }
  }

  const orders = async (visitor: Visitor) => [
    await onScreen(visitor, 'button'),
    await byTabKey(visitor),
    await visitor.accessible('button'),
  ]

  test.each(
    Object.entries(changes).flatMap(([name, change], index) => [[name, index % 2 ? 'rtl' : 'ltr', change] as const]),
  )('%s: one order for eye, Tab key and screen reader, and all of it back (%s)', async (_, dir, change) => {
    const { visitor } = await open(applying(change), { dir })
    const before = await visitor.evaluate('document.body.innerHTML')
    await visitor.evaluate('start()')
    expect(await orders(visitor)).toEqual([change.after, change.after, change.after])
    expect(await reported(visitor)).toEqual([])
    await visitor.evaluate('undo()')
    expect(await visitor.evaluate('document.body.innerHTML')).toBe(before)
    expect(await orders(visitor)).toEqual([original, original, original])
  })

  test('what has the focus keeps it, wherever it goes', async () => {
    const { visitor } = await open(
      `var starts = [];${quiet.map(([name, change]) => `${applying(change, { key: name })}; starts.push(start)`).join('\n')}`,
    )
    await visitor.evaluate('document.querySelector("#help").focus()')
    await visitor.press('Tab')
    // WebKit has no `moveBefore`: what moves loses the focus in silence and is given it back, which listeners hear.
    const keepsState = await visitor.evaluate<boolean>('"moveBefore" in Element.prototype')
    for (const [index, [name, { after }]] of quiet.entries()) {
      for (const [step, order] of [
        [`starts[${index}]()`, after],
        ['undo()', original],
      ] as const) {
        await heard(visitor)
        await visitor.evaluate(`void (${step})`)
        expect(await onScreen(visitor, 'button'), name).toEqual(order)
        expect(await visitor.evaluate('document.activeElement.id'), name).toBe('more')
        expect(await heard(visitor), name).toEqual(keepsState || stays(after) ? [] : ['focus more'])
      }
    }
    await visitor.press('Enter')
    expect(await heard(visitor)).toEqual(['click more'])
  })

  test.each(
    (['hide #more', 'replace #more'] as const).flatMap((name) => [[name, 'control'] as const, [name, 'more'] as const]),
  )('%s waits while the focus is in it, also in %s', async (name, variant) => {
    const { site, visitor } = await open(applying(changes[name], { variant }))
    await visitor.evaluate('document.querySelector("#help").focus()')
    await visitor.press('Tab')
    await visitor.evaluate('start()')
    await twoLooks()
    expect([await onScreen(visitor, 'button'), await appliedIn(site, visitor)]).toEqual([original, []])
    await visitor.press('Shift+Tab')
    await expect.poll(() => appliedIn(site, visitor)).toEqual([true])
    expect(await onScreen(visitor, 'button')).toEqual(variant === 'more' ? changes[name].after : original)
    expect(await visitor.evaluate('document.activeElement.id')).toBe('help')
  })

  test('an element in which somebody writes moves when they have left it, with what they wrote and selected', async () => {
    const { site, visitor } = await open(applying(changes['move #more to the start']), { markup: withField })
    await visitor.pointAt('#field')
    await visitor.pointerDown()
    await visitor.pointerUp()
    await visitor.type('abc')
    await visitor.evaluate('field.setSelectionRange(1, 2)')
    await visitor.evaluate('start()')
    await twoLooks()
    expect(await appliedIn(site, visitor)).toEqual([])
    await visitor.type('-')
    await visitor.evaluate('field.setSelectionRange(0, 2)')
    await visitor.press('Tab')
    await expect.poll(() => appliedIn(site, visitor)).toEqual([true])
    expect(await visitor.evaluate('[field.value, field.selectionStart, field.selectionEnd]')).toEqual(['a-c', 0, 2])
    expect(await visitor.evaluate('bar.firstElementChild.id')).toBe('more')
  })

  test('an element moves with the text that is selected in it', async () => {
    const { visitor } = await open(applying(changes['move #more to the start']), { markup: withField })
    await visitor.evaluate('getSelection().selectAllChildren(document.querySelector("#more b"))')
    await visitor.evaluate('start()')
    expect(await visitor.evaluate('[bar.firstElementChild.id, String(getSelection())]')).toEqual(['more', 'Write'])
    await visitor.evaluate('undo()')
    expect(await visitor.evaluate('[place.lastElementChild.id, String(getSelection())]')).toEqual(['more', 'Write'])
  })

  test('a move waits until the pointer is released', async () => {
    const { site, visitor } = await open(applying(changes['move #more to the start']))
    await visitor.pointAt('#more')
    await visitor.pointerDown()
    await visitor.evaluate('start()')
    await twoLooks()
    expect([await onScreen(visitor, 'button'), await appliedIn(site, visitor)]).toEqual([original, []])
    await visitor.pointerUp()
    expect(await heard(visitor)).toContain('click more')
    await expect.poll(() => appliedIn(site, visitor)).toEqual([true])
    expect(await onScreen(visitor, 'button')).toEqual(changes['move #more to the start'].after)
  })

  test('a label is in the language of its place, and icon and name go with it', async () => {
    const { visitor } = await open(labels, { markup: inLanguages })
    const before = await visitor.evaluate('document.body.innerHTML')
    const names = ['Ticket', 'Ticket', 'Ticket (3 new)', 'Ticket']
    const labelled = ['Customer service', 'خدمة العملاء', 'Help (3 new)', 'Ticket']
    expect(await visitor.accessible('button')).toEqual(names)
    await visitor.evaluate('start()')
    expect(await visitor.accessible('button')).toEqual(labelled)
    expect(await onScreen(visitor, 'button')).toEqual(labelled)
    expect(await byTabKey(visitor)).toEqual(labelled)
    expect(await visitor.evaluate('document.querySelectorAll("button > svg").length')).toBe(4)
    await visitor.evaluate('undo()')
    expect(await visitor.accessible('button')).toEqual(names)
    expect(await visitor.evaluate('document.body.innerHTML')).toBe(before)
  })
})
