/**
 * On a server, where there is no document: this file runs without one.
 */
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { ClientProvider, Exposure, useExposure, useGoal, useVariant } from '@heddle/react'
import { defineExperiment, defineGoal } from 'heddle'
import { type ReactNode, StrictMode, Suspense } from 'react'
import { renderToPipeableStream, renderToString } from 'react-dom/server'
import { beforeEach, describe, expect, test } from 'vitest'
import { expectNoComplaints } from './complaints.js'
import { Shop, shown, tabs, unitIn } from './shop.js'

beforeEach(expectNoComplaints)

const itemsOf = (html: string) => [...html.matchAll(/data-item="(\w+)"/g)].map(([, item]) => item)

describe('a server renders', () => {
  test.each(['control', 'bestFirst'] as const)('%s for a unit that is in it', (variant) => {
    const html = renderToString(
      <ClientProvider client={undefined} unit={unitIn(tabs, variant)}>
        <Shop />
      </ClientProvider>,
    )
    expect(itemsOf(html)).toEqual(tabs.variants[variant])
  })

  test('control for a visitor whom it does not know', () => {
    for (const unit of [undefined, null, '']) {
      const html = renderToString(
        <ClientProvider client={undefined} unit={unit}>
          <Shop />
        </ClientProvider>,
      )
      expect(itemsOf(html)).toEqual(tabs.variants.control)
    }
  })

  test('what the audience allows, as far as it is told', () => {
    const english = defineExperiment('english', { control: 'Ticket', plain: 'Help' }, { audience: { lang: ['en'] } })
    const Label = () => shown(useVariant(english))
    const unit = unitIn({ assign: (given) => english.assign(given, { lang: 'en' }) }, 'plain')
    const render = (lang: string) =>
      renderToString(
        <ClientProvider client={undefined} unit={unit} attributes={{ lang }}>
          <Label />
        </ClientProvider>,
      )
    expect(render('en')).toBe('assigned plain')
    expect(render('ar')).toBe('excluded control')
  })

  test('the choice that was made under an earlier allocation', () => {
    const grown = defineExperiment('grown', { control: 1, more: 2 }, { weights: { control: 0 }, revision: 2 })
    const Value = () => String(useVariant(grown).value)
    const render = (choices?: { [experiment: string]: { variant: string } }) =>
      renderToString(
        <ClientProvider client={undefined} unit="unit-1" choices={choices}>
          <Value />
        </ClientProvider>,
      )
    expect(render()).toBe('2')
    expect(render({ grown: { variant: 'control' } })).toBe('1')
  })

  test('the variant of an order, whoever the visitor is', () => {
    const order = unitIn(tabs, 'bestFirst')
    const html = renderToString(
      <ClientProvider
        client={undefined}
        unit={unitIn(tabs, 'control')}
        choices={{ 'home-tabs': { variant: 'control' } }}
      >
        <Shop unit={order} />
      </ClientProvider>,
    )
    expect(itemsOf(html)).toEqual(tabs.variants.bestFirst)
  })

  test('what a definition of its own decides', () => {
    const decided = { ...tabs, assign: () => tabs.assign(unitIn(tabs, 'bestFirst')) }
    const Label = () => shown(useVariant(decided))
    const html = renderToString(
      <ClientProvider client={undefined}>
        <Label />
      </ClientProvider>,
    )
    expect(html).toBe('assigned bestFirst')
  })

  test('the same with exposures and goals, which do nothing there', () => {
    const order = defineGoal('order')
    const Everything = () => {
      const ref = useExposure(tabs)
      const ordered = useGoal(order)
      return (
        <Exposure experiment={tabs}>
          <nav>
            <button ref={ref} type="button" onClick={() => ordered(12)}>
              Order
            </button>
          </nav>
        </Exposure>
      )
    }
    const html = renderToString(
      <ClientProvider client={undefined} unit="unit-1">
        <Everything />
      </ClientProvider>,
    )
    expect(html).toBe('<nav><button type="button">Order</button></nav>')
  })

  test('the same as a stream, in StrictMode, with a part that comes later', async () => {
    const later = Promise.resolve('later')
    const unit = unitIn(tabs, 'bestFirst')
    const html = await streamed(
      <StrictMode>
        <ClientProvider client={undefined} unit={unit}>
          <Suspense fallback="Wait">
            <AfterAWhile until={later}>
              <Shop />
            </AfterAWhile>
          </Suspense>
        </ClientProvider>
      </StrictMode>,
    )
    expect(itemsOf(html)).toEqual(tabs.variants.bestFirst)
  })
})

let isOver = false

/** Suspends until the promise is fulfilled, as data does that is not there yet. */
function AfterAWhile({ until, children }: { until: Promise<unknown>; children: ReactNode }) {
  if (!isOver) {
    throw until.then(() => {
      isOver = true
    })
  }
  return children
}

async function streamed(tree: ReactNode): Promise<string> {
  const sink = new PassThrough()
  const { pipe } = renderToPipeableStream(tree, { onShellReady: () => pipe(sink) })
  return text(sink)
}

test('a hook without a provider above it throws, since everybody would see control and nobody would notice', () => {
  expect(() => renderToString(<Shop />)).toThrow('<ClientProvider>')
})
