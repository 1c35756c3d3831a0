/**
 * One click, followed from the mouse to the lift: the whole of Heddle in one page of test.
 *
 *   defineExperiment → assign → applyVariant → sight → click → IndexedDB → POST → collector → NDJSON → scan → moments → lift
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Metrics, proportion } from '@heddle/analysis'
import { analyseLog } from '@heddle/analysis/node'
import { openCollector, serve } from '@heddle/collector/node'
import { build } from 'esbuild'
import { defineExperiment } from 'heddle'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { logLines } from '../../scripts/log-lines.mjs'
import { sharedChromium } from '../browser/support/chromium.js'

// 1. What is tested: the order of two tabs. The page below makes the same experiment from the same words.
const key = 'home-tabs'
const orders = { control: ['fun', 'best'], bestFirst: ['best', 'fun'] } as const
const tabs = defineExperiment(key, orders)

// 2. The page: a tab bar, and the whole use of the client. The visitor's id comes with the address, so that the test
//    can choose visitors whose variant it knows.
const html = `<!doctype html><html lang="en"><title>A shop</title>
<nav id="tabs"><button data-item="fun">FUN</button><button data-item="best">BEST</button></nav>
<script src="/page.js"></script>`

const script = `
import { applyVariant, beacon, createClient, defineExperiment, defineGoal, indexedDbBuffer, reorder, trackClicks } from 'heddle'
const tabs = defineExperiment('${key}', ${JSON.stringify(orders)})
const best = defineGoal('best')
const unit = new URLSearchParams(location.search).get('visitor')
const client = createClient({ transport: beacon('/collect'), buffer: indexedDbBuffer(), consent: 'granted', unit })
applyVariant(client, tabs, '#tabs', reorder)
trackClicks(client, best, '[data-item=best]')
`

const chromium = sharedChromium()
let directory: string
const closing: (() => Promise<void>)[] = []

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'heddle-flow-'))
})
afterAll(async () => {
  for (const close of closing.reverse()) await close()
  await rm(directory, { recursive: true, force: true })
})

test('one click in a real browser changes the lift by one visitor', async () => {
  const url = await startShop()

  // 3. Assignment is pure: it is known here, before any browser has started, who will see which order.
  const inControl = [visitorIn('control', 1), visitorIn('control', 2)]
  const inBestFirst = [visitorIn('bestFirst', 1), visitorIn('bestFirst', 2)]

  // 4. All four come and look. One visitor of each variant presses BEST; in `bestFirst` it stands first.
  const [seenFirst] = await visit(url, inControl[0], 'press')
  expect(seenFirst).toBe('fun')
  await visit(url, inControl[1], 'only look')
  expect((await visit(url, inBestFirst[0], 'only look'))[0]).toBe('best')
  await visit(url, inBestFirst[1], 'only look')

  // 5. The log holds what was said, once: each visitor's change was applied, then seen; and one click.
  const before = await eventsIn(directory)
  expect(before.map((event) => event.type).sort()).toEqual([
    ...Array(4).fill('applied'),
    'click',
    ...Array(4).fill('exposure'),
  ])
  const seen = before.find((event) => event.type === 'exposure' && event.visitor === inControl[0])
  const click = before.find((event) => event.type === 'click')
  expect(click).toMatchObject({ goal: 'best', item: 'best', slot: 1, slots: 2, visitor: inControl[0] })
  expect(seen?.seq).toBeLessThan(click?.seq ?? 0)

  // 6. The lift before the click that we follow: half of control entered BEST, nobody of bestFirst.
  expect(await entered()).toEqual({ control: 0.5, bestFirst: 0, difference: -0.5 })

  // 7. The click.
  await visit(url, inBestFirst[1], 'press')

  // 8. The same visitor came twice and counts once; the click moved bestFirst by one visitor in two.
  expect(await entered()).toEqual({ control: 0.5, bestFirst: 0.5, difference: 0 })

  // 9. Nothing is missing, and nothing stands in the log twice, however often browsers sent it.
  const report = await analyseLog([directory])
  expect(report.log?.delivery).toMatchObject({ issued: 12, received: 12, lost: 0 })
  const identities = (await eventsIn(directory)).map(({ stream, seq }) => `${stream} ${seq}`)
  expect(new Set(identities).size).toBe(identities.length)
})

/** A collector and the page on one server. */
async function startShop(): Promise<string> {
  const collector = await openCollector({ directory })
  const bundle = await build({
    stdin: { contents: script, resolveDir: import.meta.dirname },
    conditions: ['@heddle/source'],
    bundle: true,
    write: false,
    format: 'iife',
  })
  const server = await serve((request) => {
    const { pathname } = new URL(request.url)
    if (pathname === '/collect') return collector.handle(request)
    if (pathname === '/page.js') return new Response(bundle.outputFiles[0]?.text)
    return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } })
  })
  closing.push(collector.close, server.close)
  return server.url
}

/** The `nth` visitor whom the experiment gives this variant. */
function visitorIn(variant: keyof typeof orders, nth: number): string {
  for (let i = 0, found = 0; ; i++) {
    const visitor = `visitor-${i}`
    if (tabs.assign(visitor).variant === variant && ++found === nth) return visitor
  }
}

/** Opens the page as the visitor, waits until what was done has reached the log, and says in which order the tabs stood. */
async function visit(
  url: string,
  visitor: string | undefined,
  does: 'press' | 'only look',
): Promise<(string | null)[]> {
  const known = (await eventsIn(directory)).length
  const context = await chromium.browser.newContext()
  const page = await context.newPage()
  await page.goto(`${url}/?visitor=${visitor}`)
  const order = await page
    .locator('[data-item]')
    .evaluateAll((items) => items.map((item) => item.getAttribute('data-item')))
  if (does === 'press') await page.click('[data-item=best]')
  const expected = known + (does === 'press' ? 3 : 2) // Applied, seen, and perhaps a click.
  await expect.poll(async () => (await eventsIn(directory)).length, { timeout: 20_000 }).toBe(expected)
  await context.close()
  return order
}

async function entered() {
  const metrics: Metrics = { entered: proportion('best') }
  const { experiments } = await analyseLog([directory], { metrics })
  const metric = experiments[0]?.metrics.entered
  const [comparison] = metric?.comparisons ?? []
  const difference = comparison?.difference
  return {
    control: metric?.variants.control?.value,
    bestFirst: metric?.variants.bestFirst?.value,
    difference: difference && 'estimate' in difference ? difference.estimate : undefined,
  }
}

interface LoggedLine {
  readonly type: string
  readonly stream: string
  readonly seq: number
  readonly visitor: string
}

async function eventsIn(log: string): Promise<LoggedLine[]> {
  const lines: LoggedLine[] = await logLines(log)
  return lines.filter((line) => line.type !== 'ledger')
}
