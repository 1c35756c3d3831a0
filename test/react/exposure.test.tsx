// @vitest-environment happy-dom
/**
 * Applied once React has put the variant there, exposed once somebody has seen it, each once per document.
 */
import { ClientProvider, Exposure, useExposure, useVariant } from '@heddle/react'
import type { Client, ClientOptions, Saying } from 'heddle'
import { defineExperiment } from 'heddle'
import { Activity, act, type ReactNode, type Ref, StrictMode, Suspense, use } from 'react'
import { renderToString } from 'react-dom/server'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { clientWith, goTo } from '../client/page.js'
import { recorder } from '../client/recorder.js'
import { expectNoComplaints } from './complaints.js'
import { hydrate, hydrateUnhurried, show } from './document.js'
import { tabs, unitIn } from './shop.js'
import { type Eyes, openEyes } from './sight.js'

let eyes: Eyes

beforeEach(() => {
  localStorage.clear()
  goTo('/')
  expectNoComplaints()
  eyes = openEyes()
})

const unit = unitIn(tabs, 'bestFirst')
const nobody = defineExperiment('nobody', { control: 1, more: 2 }, { traffic: 0 })

/** A client and what it was told to record so far, as short lines. */
function recording(options: Partial<ClientOptions> = {}) {
  const client = clientWith({ transport: recorder().transport, consent: 'granted', unit, ...options })
  const record = vi.spyOn(client, 'record')
  return { client, recorded: () => record.mock.calls.map(([saying]) => lineOf(saying)) }
}

function lineOf(saying: Saying): string {
  switch (saying.type) {
    case 'applied':
      return `applied ${saying.experiment} ${saying.variant} ${saying.applied}`
    case 'exposure':
      return `seen ${saying.experiment} ${saying.variant} by ${saying.by}${saying.unit ? ` of ${saying.unit}` : ''}`
    default:
      return saying.type
  }
}

const applied = 'applied home-tabs bestFirst true'
const seen = 'seen home-tabs bestFirst by sight'

const under = (client: Client | undefined, tree: ReactNode) => <ClientProvider client={client}>{tree}</ClientProvider>

const Bar = ({ name = 'nav' }: { name?: string }) => (
  <Exposure experiment={tabs}>
    <nav key={name} id={name}>
      {useVariant(tabs).value.join()}
    </nav>
  </Exposure>
)

const bar = (page: Element) => page.querySelector('nav') as Element

describe('an exposure', () => {
  test('is recorded when the element is seen, and that it is on the page before that', async () => {
    const { client, recorded } = recording()
    const { page } = await show(under(client, <Bar />))
    expect(page.innerHTML).toBe('<nav id="nav">best,fun,man</nav>')
    expect(recorded()).toEqual([applied])
    eyes.see(bar(page))
    expect(recorded()).toEqual([applied, seen])
    expect(eyes.waitedFor()).toEqual([])
  })

  test('is recorded in the same way for control', async () => {
    const { client, recorded } = recording({ unit: unitIn(tabs, 'control') })
    const { page } = await show(under(client, <Bar />))
    eyes.see(bar(page))
    expect(recorded()).toEqual(['applied home-tabs control true', 'seen home-tabs control by sight'])
  })

  test('is recorded once, however often the element renders, goes and comes back', async () => {
    const { client, recorded } = recording()
    const { page, render } = await show(under(client, <Bar />))
    eyes.see(bar(page))
    for (const tree of [<Bar key="again" />, <p key="p">Nothing</p>, <Bar key="back" />]) {
      await render(under(client, tree))
      if (bar(page)) eyes.see(bar(page))
    }
    expect(recorded()).toEqual([applied, seen])
  })

  test('is recorded once by two roots with one client', async () => {
    const { client, recorded } = recording()
    for (const { page } of [await show(under(client, <Bar />)), await show(under(client, <Bar />))]) eyes.see(bar(page))
    expect(recorded()).toEqual([applied, seen])
  })

  test('is recorded once in StrictMode, which mounts everything twice', async () => {
    const { client, recorded } = recording()
    const { page } = await show(<StrictMode>{under(client, <Bar />)}</StrictMode>)
    expect(eyes.waitedFor()).toEqual([bar(page)])
    eyes.see(bar(page))
    expect(recorded()).toEqual([applied, seen])
  })

  test('is recorded for each client of a page', async () => {
    const [one, other] = [recording(), recording()]
    const { page, render } = await show(under(one.client, <Bar />))
    eyes.see(bar(page))
    await render(under(other.client, <Bar />))
    eyes.see(bar(page))
    expect(one.recorded()).toEqual([applied, seen])
    expect(other.recorded()).toEqual([applied, seen])
  })

  test('is recorded by a click that comes before the dwell is over', async () => {
    const { client, recorded } = recording()
    const { page } = await show(
      under(
        client,
        <Exposure experiment={tabs} dwellMs={60_000}>
          <nav />
        </Exposure>,
      ),
    )
    eyes.see(bar(page))
    expect(recorded()).toEqual([applied])
    bar(page).dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }))
    expect(recorded()).toEqual([applied, 'seen home-tabs bestFirst by click'])
  })

  test('of an order carries the order', async () => {
    const { client, recorded } = recording({ unit: unitIn(tabs, 'control') })
    const { page } = await show(
      under(
        client,
        <Exposure experiment={tabs} unit={unit}>
          <nav />
        </Exposure>,
      ),
    )
    eyes.see(bar(page))
    expect(recorded()).toEqual([applied, `${seen} of ${unit}`])
  })
})

describe('nothing is recorded', () => {
  test('of a unit that is left out', async () => {
    const { client, recorded } = recording()
    await show(
      under(
        client,
        <Exposure experiment={nobody}>
          <nav />
        </Exposure>,
      ),
    )
    expect(eyes.waitedFor()).toEqual([])
    expect(recorded()).toEqual([])
  })

  test('of a unit that the boot script was too late for, found out before or after the commit', async () => {
    const { control } = tabs.variants
    const late = { status: 'excluded', variant: 'control', value: control, reason: 'late' } as const
    const meeting = { assignment: tabs.assign(unit) as object }
    vi.stubGlobal('heddleBoot', { visitor: unit, met: { [tabs.key]: meeting } })
    const { client, recorded } = recording()
    const { page, render } = await show(under(client, <Bar />))
    meeting.assignment = late
    eyes.see(bar(page))
    await render(under(client, <Bar key="again" />))
    expect(eyes.waitedFor()).toEqual([])
    expect(recorded()).toEqual([applied])
    expect(page.innerHTML).toBe('<nav id="nav">fun,best,man</nav>')
  })

  test('of a variant that was forced for review', async () => {
    goTo('/?heddle=home-tabs:bestFirst')
    const { client } = recording()
    await show(under(client, <Bar />))
    expect(eyes.waitedFor()).toEqual([])
  })

  test('of an element that goes before it is seen', async () => {
    const { client, recorded } = recording()
    const { page, render } = await show(under(client, <Bar />))
    const gone = bar(page)
    await render(under(client, <p>Nothing</p>))
    eyes.see(gone)
    expect(recorded()).toEqual([applied])
  })

  test('after the client has closed', async () => {
    const { client } = recording()
    await show(under(client, <Bar />))
    client.close()
    expect(eyes.waitedFor()).toEqual([])
  })
})

describe('what is waited for', () => {
  test('is the new element, when React makes one', async () => {
    const { client, recorded } = recording()
    const { page, render } = await show(under(client, <Bar name="one" />))
    const before = bar(page)
    await render(under(client, <Bar name="other" />))
    expect(bar(page)).not.toBe(before)
    expect(eyes.waitedFor()).toEqual([bar(page)])
    eyes.see(bar(page))
    expect(recorded()).toEqual([applied, seen])
  })

  test('is waited for once the client comes', async () => {
    const { page, render } = await show(under(undefined, <Bar />))
    expect(eyes.waitedFor()).toEqual([])
    const { client, recorded } = recording()
    await render(under(client, <Bar />))
    eyes.see(bar(page))
    expect(recorded()).toEqual([applied, seen])
  })

  test('is the variant, not the control that a server sent before', async () => {
    const { client } = recording()
    const html = renderToString(under(undefined, <Bar />))
    expect(html).toContain('fun,best,man')
    const texts: (string | null)[] = []
    vi.spyOn(client, 'record').mockImplementation(() => texts.push(document.querySelector('nav')?.textContent ?? null))
    const { page } = await hydrate(html, under(client, <Bar />))
    eyes.see(bar(page))
    expect(texts).toEqual(['best,fun,man', 'best,fun,man'])
  })

  test('is the variant of the visitor, not that of somebody whom the server took them for', async () => {
    const { client, recorded } = recording({ unit: unitIn(tabs, 'control') })
    const tree = (given: Client | undefined) => (
      <ClientProvider client={given} unit={unit}>
        <Bar />
      </ClientProvider>
    )
    const page = hydrateUnhurried(renderToString(tree(undefined)), tree(client))
    await expect.poll(eyes.waitedFor).toEqual([bar(page)])
    expect(bar(page).textContent).toBe('fun,best,man')
    eyes.see(bar(page))
    expect(recorded()).toEqual(['applied home-tabs control true', 'seen home-tabs control by sight'])
  })

  test('comes with a suspended tree, and goes when it is hidden again', async () => {
    const { client, recorded } = recording()
    const [first, second] = [later(), later()]
    const tree = (data: Promise<string>) =>
      under(
        client,
        <Suspense fallback="Wait">
          <Bar />
          <Data of={data} />
        </Suspense>,
      )
    const { page, render } = await show(tree(first.promise))
    expect(page.textContent).toBe('Wait')
    expect(recorded()).toEqual([])
    await act(async () => first.resolve('here'))
    expect(eyes.waitedFor()).toEqual([bar(page)])

    await render(tree(second.promise))
    eyes.see(bar(page))
    expect(recorded()).toEqual([applied])

    await act(async () => second.resolve('here again'))
    eyes.see(bar(page))
    expect(recorded()).toEqual([applied, seen])
  })

  test('is not what React keeps hidden', async () => {
    const { client, recorded } = recording()
    const tree = (mode: 'hidden' | 'visible') =>
      under(
        client,
        <Activity mode={mode}>
          <Bar />
        </Activity>,
      )
    const { page, render } = await show(tree('hidden'))
    expect(eyes.waitedFor()).toEqual([])
    expect(recorded()).toEqual([])
    await render(tree('visible'))
    eyes.see(bar(page))
    expect(recorded()).toEqual([applied, seen])
  })

  test('is the same while the component renders again: a dwell goes on', async () => {
    const { client } = recording()
    const Fresh = ({ text }: { text: string }) => {
      const exposure = useExposure(tabs, { dwellMs: 60_000 })
      return <nav ref={(element) => exposure(element)}>{text}</nav>
    }
    const { render } = await show(under(client, <Fresh text="one" />))
    await render(under(client, <Fresh text="two" />))
    expect(eyes.begun()).toBe(1)
  })
})

/** A text that comes when it is told to. */
function later() {
  let resolve = (_: string) => {}
  const promise = new Promise<string>((fulfil) => {
    resolve = fulfil
  })
  return { promise, resolve: (text: string) => resolve(text) }
}

function Data({ of }: { of: Promise<string> }) {
  return use(of)
}

describe('the element of an <Exposure>', () => {
  test('keeps its own ref, whichever kind it is', async () => {
    const { client } = recording()
    const calls: string[] = []
    const object: { current: HTMLElement | null } = { current: null }
    const old = (element: HTMLElement | null) => {
      calls.push(element ? 'old on' : 'old off')
    }
    const withCleanUp = () => {
      calls.push('new on')
      return () => {
        calls.push('new off')
      }
    }
    const tree = (ref: Ref<HTMLElement>) =>
      under(
        client,
        <Exposure experiment={tabs}>
          <nav ref={ref} />
        </Exposure>,
      )
    const { page, render } = await show(tree(object))
    expect(object.current).toBe(bar(page))
    await render(tree(old))
    expect(object.current).toBe(null)
    await render(tree(withCleanUp))
    expect(eyes.waitedFor()).toEqual([bar(page)])
    await render(under(client, <p>Nothing</p>))
    expect(calls).toEqual(['old on', 'old off', 'new on', 'new off'])
    expect(eyes.waitedFor()).toEqual([])
  })

  test('may be a component that passes its ref on', async () => {
    const { client, recorded } = recording()
    const Nav = ({ ref }: { ref?: Ref<HTMLElement> }) => <nav ref={ref} />
    const { page } = await show(
      under(
        client,
        <Exposure experiment={tabs}>
          <Nav />
        </Exposure>,
      ),
    )
    eyes.see(bar(page))
    expect(recorded()).toEqual([applied, seen])
  })

  test('is one, and an element: anything else throws with the name of the experiment', () => {
    const two = [<nav key="1" />, <nav key="2" />]
    for (const children of [two, 'text', null]) {
      const tree = under(
        undefined,
        // @ts-expect-error a list, a text or nothing is no element
        <Exposure experiment={tabs}>{children}</Exposure>,
      )
      expect(() => renderToString(tree)).toThrow('<Exposure> of "home-tabs"')
    }
  })

  test('is not what a component hands out in place of an element', () => {
    let ref: ((element: Element | null) => void) | undefined
    const Grip = () => {
      ref = useExposure(tabs)
      return null
    }
    renderToString(under(undefined, <Grip />))
    // @ts-expect-error no element
    expect(() => ref?.({ focus() {} })).toThrow('The exposure of "home-tabs" needs the ref of a DOM element.')
  })
})
