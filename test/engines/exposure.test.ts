import type { LoggedEvent } from '@heddle/events'
import { expect, test } from 'vitest'
import { type Site, startSite } from '../browser/support/site.js'
import type { Visitor } from './support/engine.js'
import { page, twoLooks } from './support/page.js'
import { inEachEngine } from './support/visit.js'

/**
 * The element under test is in two experiments: one shows it in control, the other in its treatment. What holds for one
 * holds for the other.
 */
const both = ['control', 'treatment']

/** @param options of `applyVariant` */
const watching = (options = '{}', selector = '#test') => `
  const change = (element) => { element.dataset.applied = 'yes' }
  const watch = (key, weights, selector, options) =>
    applyVariant(client, defineExperiment(key, { control: 1, more: 2 }, { weights }), selector, change, options)
  var start = () => {
    watch('control', { more: 0 }, '${selector}', ${options})
    watch('treatment', { control: 0 }, '${selector}', ${options})
  }
  var seen = (key) => watch(key, {}, '#seen', {})`

const box = (style = '', inner = 'Test') =>
  `<button id="test" style="width:100px;height:40px;${style}">${inner}</button>`

/** Wider than what it shows: one of its children at a time. */
const row = 'display:grid;grid:auto / 300px 300px;width:300px;overflow:auto hidden'

/** Beside it stands what everybody sees: once that has been exposed, the element has been looked at. */
const beside = '<button id="seen" style="position:fixed;bottom:0;right:0">Seen</button>'

/** Each is not seen at first, and is when \`reveal\` has been done. */
const revealed: {
  readonly [why: string]: { readonly body: string; readonly reveal: string | ((visitor: Visitor) => Promise<void>) }
} = {
  'below the fold, and scrolled to': {
    body: box('position:absolute;top:9000px'),
    reveal: (visitor) => visitor.wheel(9000),
  },
  'covered, and the cover goes': {
    body: `${box()}<div id="cover" style="position:fixed;inset:0 0 60px;background:white"></div>`,
    reveal: 'cover.remove()',
  },
  'transparent, and fades in': {
    body: `<div id="around" style="opacity:0">${box()}</div>`,
    reveal: 'around.style.opacity = 1',
  },
  'invisible, and made visible': {
    body: `<div id="around" style="visibility:hidden">${box()}</div>`,
    reveal: 'around.style.visibility = "visible"',
  },
  'not rendered, and made visible': {
    body: `<div id="around" style="display:none">${box()}</div>`,
    reveal: 'around.style.display = "block"',
  },
  'in a closed dialog, and it opens': {
    body: `<dialog id="around">${box()}</dialog>`,
    reveal: 'around.showModal()',
  },
  'in a carousel, and its turn comes': {
    body: `<div id="around" style="${row};padding-bottom:40px"><b>1</b><b>${box()}</b></div>`,
    reveal: 'around.scrollTo(300, 0)',
  },
  'missing, and comes later': {
    body: '<p id="around"></p>',
    reveal: `around.insertAdjacentHTML('beforeend', '${box()}')`,
  },
}

/** Each is seen though it may not look so. */
const inSight: { readonly [how: string]: string } = {
  'in the middle of the page': box('margin:200px'),
  'taller than two viewports': box('height:3000px'),
  'taller than two viewports, and narrow': box('width:40px;height:3000px'),
  'under a small badge': `${box('position:absolute;left:0;top:0')}<i style="position:absolute;left:85px;top:0;width:15px;height:15px;background:red"></i>`,
  'scaled by a transform': box('transform:scale(0.4);margin:100px'),
  'rotated by a transform': box('transform:rotate(15deg);margin:100px'),
  'in a carousel, in front': `<div style="${row};padding-bottom:40px"><b>${box()}</b><b>2</b></div>`,
  'in a bar that scrolls and is as high as its items': `<div style="${row}"><b>${box()}</b><b>2</b></div>`,
  'in an open dialog': `<dialog open>${box()}</dialog>`,
  'nearly opaque': box('opacity:.9'),
}

const exposuresIn = (events: readonly LoggedEvent[]) =>
  events.flatMap((event) => (event.type === 'exposure' ? [event.experiment] : [])).sort()

/** Waits until the log holds exactly these exposures. */
async function expectExposed(visitor: Visitor, site: Site, ...experiments: readonly string[]): Promise<void> {
  await expect
    .poll(async () => {
      await visitor.evaluate('client.flush()')
      return exposuresIn(await site.events())
    })
    .toEqual([...experiments].sort())
}

inEachEngine((visit) => {
  async function open(body: string, script: string) {
    const site = await startSite({
      '/': page(body + beside, script),
      '/other': page('<p>Another page</p>', ''),
    })
    return { site, visitor: await visit(site.url) }
  }

  test.each(Object.entries(revealed))('nobody has seen what is %s', async (_, { body, reveal }) => {
    const { site, visitor } = await open(body, `${watching()}; start(); seen('early')`)
    await expectExposed(visitor, site, 'early')
    if (typeof reveal === 'string') await visitor.evaluate(`void (${reveal})`)
    else await reveal(visitor)
    await expectExposed(visitor, site, 'early', ...both)
  })

  test.each(Object.entries(inSight))('everybody has seen what is %s, once', async (_, body) => {
    const { site, visitor } = await open(body, `${watching()}; start()`)
    await expectExposed(visitor, site, ...both)
    // It goes and comes, and the client looks again; that this is over is known from what is exposed after it.
    await visitor.evaluate('void (document.querySelector("#test").outerHTML += "")')
    await visitor.evaluate('void seen("late")')
    await expectExposed(visitor, site, ...both, 'late')
  })

  test('nobody has seen what a selector does not match', async () => {
    const { site, visitor } = await open(box(), `${watching('{}', '#misspelt')}; start(); seen('early')`)
    await expectExposed(visitor, site, 'early')
    expect((await site.events()).map((event) => 'experiment' in event && event.experiment)).toEqual(['early', 'early'])
  })

  test('nobody has seen what is in a hidden page, until it is shown', async () => {
    const { site, visitor } = await open(box(), watching())
    await visitor.hide()
    await expect.poll(() => visitor.evaluate('document.visibilityState')).toBe('hidden')
    await visitor.evaluate('start()')
    await twoLooks()
    await expectExposed(visitor, site)
    expect((await site.events()).map(({ type }) => type)).toEqual(['applied', 'applied'])
    await visitor.show()
    await expectExposed(visitor, site, ...both)
  })

  test('a page that comes back from the back/forward cache has been seen already', async () => {
    const { site, visitor } = await open(box(), `${watching()}; start(); var started = true`)
    const exposed: string[] = []
    const birth = () => visitor.evaluate('globalThis.started && performance.timeOrigin').catch(() => undefined)
    const leaveAndComeBack = async () => {
      await visitor.open(`${site.url}/other`)
      await visitor.back()
      await expect.poll(birth).toBeTypeOf('number')
    }
    // A browser that is busy may load the page anew: that is another document, which is seen anew.
    let before: unknown
    do {
      exposed.push(...both)
      await expectExposed(visitor, site, ...exposed)
      before = await birth()
      await leaveAndComeBack()
    } while ((await birth()) !== before)
    await visitor.evaluate('void (document.querySelector("#test").outerHTML += "")')
    await visitor.evaluate('void seen("back")')
    await expectExposed(visitor, site, ...exposed, 'back')
  })

  test('where a dwell is asked for, a click before its end exposes, and before its own event', async () => {
    const { site, visitor } = await open(
      box(),
      `${watching('{ dwellMs: 60_000 }')}; start(); seen('early'); trackClicks(client, defineGoal('press'), '#test')`,
    )
    await expectExposed(visitor, site, 'early')
    await visitor.pointAt('#test')
    await visitor.pointerDown()
    await visitor.pointerUp()
    await expectExposed(visitor, site, 'early', ...both)
    const events = await site.events()
    const exposures = events.filter((event) => event.type === 'exposure' && event.experiment !== 'early')
    expect(exposures.map((event) => event.type === 'exposure' && event.by)).toEqual(['click', 'click'])
    const click = events.find(({ type }) => type === 'click')
    expect(click?.seq).toBeGreaterThan(Math.max(...exposures.map(({ seq }) => seq)))
  })

  test('where another element is to be seen, only that one counts', async () => {
    const { site, visitor } = await open(
      `${box()}<p id="below" style="position:absolute;top:9000px;width:100px;height:40px">Below</p>`,
      `${watching('{ seen: "#below" }')}; start(); seen('early')`,
    )
    await expectExposed(visitor, site, 'early')
    await visitor.wheel(9000)
    await expectExposed(visitor, site, 'early', ...both)
  })

  test('where another element is seen, it counts for one that nobody sees', async () => {
    const { site, visitor } = await open(
      box('position:absolute;top:9000px'),
      `${watching('{ seen: "#seen" }')}; start()`,
    )
    await expectExposed(visitor, site, ...both)
  })
})
