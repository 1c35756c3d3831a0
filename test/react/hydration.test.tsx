// @vitest-environment happy-dom
/**
 * What a server rendered, and the boot script may have changed, is what React meets: no mismatch, no needless render.
 */
import { ClientProvider } from '@heddle/react'
import { type Assignment, type Booted, type Client, type ClientOptions, local, reorder } from 'heddle'
import { type ReactNode, StrictMode, Suspense } from 'react'
import { renderToString } from 'react-dom/server'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { clientWith, goTo } from '../client/page.js'
import { recorder } from '../client/recorder.js'
import { expectNoComplaints } from './complaints.js'
import { hydrate, itemsIn } from './document.js'
import { noRenders, Shop, tabs, unitIn } from './shop.js'

const inControl = unitIn(tabs, 'control')
const inBestFirst = unitIn(tabs, 'bestFirst')
const { control, bestFirst } = tabs.variants

beforeEach(() => {
  localStorage.clear()
  goTo('/')
  expectNoComplaints()
})

const clientOf = (options: Partial<ClientOptions> = {}): Client =>
  clientWith({ transport: recorder().transport, consent: 'granted', ...options })

interface Visit {
  readonly client: Client | undefined
  /** What the server knew, and told the page. */
  readonly known?: { readonly unit?: string; readonly choices?: { readonly [experiment: string]: { variant: string } } }
  readonly boot?: (page: HTMLElement) => void
  readonly order?: string
  readonly around?: (tree: ReactNode) => ReactNode
}

/** Renders on the server and hydrates; counts the renders in the page alone. */
async function visit({ client, known = {}, boot, order, around = (tree) => tree }: Visit) {
  const unit = order ? { unit: order } : {}
  const html = renderToString(
    around(
      <ClientProvider client={undefined} {...known}>
        <Shop {...unit} />
      </ClientProvider>,
    ),
  )
  const renders = noRenders()
  const tree = (given: Client | undefined) =>
    around(
      <ClientProvider client={given} {...known}>
        <Shop renders={renders} {...unit} />
      </ClientProvider>,
    )
  const { page, mended, render } = await hydrate(html, tree(client), boot)
  return { page, renders, mended, items: () => itemsIn(page), give: (later: Client) => render(tree(later)) }
}

/** Leaves the document as the boot script does: changed, and with what it knows at hand. */
function bootWith(visitor: string, assignment: Assignment, isLate = false) {
  return (page: HTMLElement) => {
    const list = page.querySelector('nav') as Element
    // Cast: the values of `tabs` are orders.
    const undo = isLate ? undefined : reorder(list, assignment.value as readonly string[])
    const booted: Booted = { visitor, met: { [tabs.key]: { assignment, isWaiting: false, undo } } }
    Object.assign(globalThis, { heddleBoot: booted })
    onTestFinished(() => {
      Reflect.deleteProperty(globalThis, 'heddleBoot')
    })
  }
}

const once = { shop: 1, tabs: 1, beside: 1 }
const onlyTabsTwice = { shop: 1, tabs: 2, beside: 1 }

describe('where the server knew the unit', () => {
  test.each([
    ['control', inControl, control],
    ['bestFirst', inBestFirst, bestFirst],
  ])('%s is in the first render, and there is no second', async (_, unit, order) => {
    const { items, renders, mended } = await visit({ client: clientOf({ unit }), known: { unit } })
    expect(items()).toEqual(order)
    expect(renders).toEqual(once)
    expect(mended).toEqual([])
  })

  test('the elements of the server stay where they are', async () => {
    let before: Element[] = []
    const { page } = await visit({
      client: clientOf({ unit: inBestFirst }),
      known: { unit: inBestFirst },
      boot: (sent) => {
        before = [...sent.querySelectorAll('*')]
      },
    })
    expect([...page.querySelectorAll('*')]).toEqual(before)
  })

  test('StrictMode changes nothing of it', async () => {
    const { items, mended } = await visit({
      client: clientOf({ unit: inBestFirst }),
      known: { unit: inBestFirst },
      around: (tree) => <StrictMode>{tree}</StrictMode>,
    })
    expect(items()).toEqual(bestFirst)
    expect(mended).toEqual([])
  })

  test('a part of the page that hydrates on its own expects it too, whoever the visitor turns out to be', async () => {
    const { items, mended } = await visit({
      client: clientOf({ unit: inControl }),
      known: { unit: inBestFirst },
      around: (tree) => <Suspense fallback="Wait">{tree}</Suspense>,
    })
    expect(items()).toEqual(control)
    expect(mended).toEqual([])
  })

  test('a client that comes later finds its variant on the page', async () => {
    const { items, give, mended } = await visit({ client: undefined, known: { unit: inBestFirst } })
    expect(items()).toEqual(bestFirst)
    await give(clientOf({ unit: inBestFirst }))
    expect(items()).toEqual(bestFirst)
    expect(mended).toEqual([])
  })

  test('a choice of an earlier page holds on the server and in the page', async () => {
    const choices = { [tabs.key]: { variant: 'bestFirst' } }
    local().write(JSON.stringify({ visitor: inControl, choices }))
    const { items, renders } = await visit({ client: clientOf(), known: { unit: inControl, choices } })
    expect(items()).toEqual(bestFirst)
    expect(renders).toEqual(once)
  })

  test('a visitor who declined meanwhile gets control right after', async () => {
    const client = clientOf({ unit: inBestFirst, consent: 'denied' })
    const { items, renders, mended } = await visit({ client, known: { unit: inBestFirst } })
    expect(items()).toEqual(control)
    expect(renders).toEqual(onlyTabsTwice)
    expect(mended).toEqual([])
  })
})

describe('where the server knew nobody', () => {
  test('the variant comes right after the first render, and renders nothing but the component that asks', async () => {
    const { items, renders, mended } = await visit({ client: clientOf({ unit: inBestFirst }) })
    expect(items()).toEqual(bestFirst)
    expect(renders).toEqual(onlyTabsTwice)
    expect(mended).toEqual([])
  })

  test('control takes the same path, so that no variant is the slower one', async () => {
    const { items, renders } = await visit({ client: clientOf({ unit: inControl }) })
    expect(items()).toEqual(control)
    expect(renders).toEqual(onlyTabsTwice)
  })

  test('with consent pending, a visitor by an id in memory gets a variant all the same', async () => {
    const client = clientOf({ consent: 'pending' })
    const { items, mended } = await visit({ client })
    expect(items()).toEqual(client.assign(tabs).value)
    expect(mended).toEqual([])
    expect(localStorage.length).toBe(0)
  })

  test('with control while pending, the order stays that of the server', async () => {
    const { items, mended } = await visit({ client: clientOf({ consent: 'pending', whilePending: 'control' }) })
    expect(items()).toEqual(control)
    expect(mended).toEqual([])
  })

  test('a reviewer gets the variant that was asked for', async () => {
    goTo('/?heddle=home-tabs:bestFirst')
    const { items, renders, mended } = await visit({ client: clientOf({ unit: inControl }) })
    expect(items()).toEqual(bestFirst)
    expect(renders).toEqual(onlyTabsTwice)
    expect(mended).toEqual([])
  })

  test('without any client the page stays as it came', async () => {
    const { items, renders } = await visit({ client: undefined })
    expect(items()).toEqual(control)
    expect(renders).toEqual(once)
  })
})

describe('where the boot script was first', () => {
  test.each([
    ['control', inControl, control],
    ['bestFirst', inBestFirst, bestFirst],
  ])('%s, which it has put there, is what React expects, once', async (_, unit, order) => {
    const { page, items, renders, mended } = await visit({
      client: clientOf(),
      boot: bootWith(unit, tabs.assign(unit)),
    })
    expect(items()).toEqual(order)
    expect(page.querySelectorAll('button')).toHaveLength(order.length)
    expect(renders).toEqual(once)
    expect(mended).toEqual([])
  })

  test('its variant holds until the client comes, and then', async () => {
    const { items, give, mended } = await visit({
      client: undefined,
      boot: bootWith(inBestFirst, tabs.assign(inBestFirst)),
    })
    expect(items()).toEqual(bestFirst)
    await give(clientOf())
    expect(items()).toEqual(bestFirst)
    expect(mended).toEqual([])
  })

  test('it may know the visitor when the server does too', async () => {
    const { items, renders, mended } = await visit({
      client: clientOf(),
      known: { unit: inBestFirst },
      boot: bootWith(inBestFirst, tabs.assign(inBestFirst)),
    })
    expect(items()).toEqual(bestFirst)
    expect(renders).toEqual(once)
    expect(mended).toEqual([])
  })

  test.each(['late', 'traffic', 'consent'] as const)(
    'a unit that it left out (%s) keeps what the server sent',
    async (reason) => {
      const assignment: Assignment = { status: 'excluded', variant: 'control', value: control, reason }
      const { items, renders, mended } = await visit({
        client: clientOf(),
        boot: bootWith(inBestFirst, assignment, true),
      })
      expect(items()).toEqual(control)
      expect(renders).toEqual(once)
      expect(mended).toEqual([])
    },
  )

  test('a unit that it left out is not met by a mismatch where the server had rendered a variant', async () => {
    const assignment: Assignment = { status: 'excluded', variant: 'control', value: control, reason: 'late' }
    const { items, renders, mended } = await visit({
      client: clientOf(),
      known: { unit: inBestFirst },
      boot: bootWith(inBestFirst, assignment, true),
    })
    expect(items()).toEqual(control)
    expect(renders).toEqual(onlyTabsTwice)
    expect(mended).toEqual([])
  })

  test('a variant that it could not put there is rendered by React', async () => {
    const { items, mended } = await visit({
      client: clientOf(),
      boot: bootWith(inBestFirst, tabs.assign(inBestFirst), true),
    })
    expect(items()).toEqual(bestFirst)
    expect(mended).toEqual([])
  })
})

describe('where the unit is an order', () => {
  test('server and page agree on the order, whoever the visitor is', async () => {
    const { items, renders, mended } = await visit({
      client: clientOf({ unit: inControl }),
      known: { unit: inControl },
      order: inBestFirst,
    })
    expect(items()).toEqual(bestFirst)
    expect(renders).toEqual(once)
    expect(mended).toEqual([])
  })

  test('the boot script, which knows visitors only, is not asked', async () => {
    const { items, mended } = await visit({
      client: clientOf(),
      order: inBestFirst,
      boot: bootWith(inControl, tabs.assign(inControl), true),
    })
    expect(items()).toEqual(bestFirst)
    expect(mended).toEqual([])
  })
})
