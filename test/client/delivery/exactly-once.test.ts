// @vitest-environment happy-dom
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { setHidden } from '../page.js'
import { type Fate, modelCollector } from './model-collector.js'
import { type Tab, visitor } from './tabs.js'

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

/** What a visitor and the world do, in one of two tabs. */
type Step =
  | { readonly kind: 'say'; readonly tab: number; readonly count: number; readonly isPoison: boolean }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'hide' | 'show' | 'cache' | 'flush' | 'close' | 'crash'; readonly tab: number }

const tab = fc.nat({ max: 1 })
const say = (isPoison: fc.Arbitrary<boolean>) =>
  fc.record({ kind: fc.constant('say' as const), tab, count: fc.integer({ min: 1, max: 4 }), isPoison })
const wait = fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(1, 300, 1000, 5000, 40_000) })
const turn = (...kinds: readonly ('hide' | 'show' | 'cache' | 'flush' | 'close' | 'crash')[]) =>
  fc.record({ kind: fc.constantFrom(...kinds), tab })

const fate = fc.constantFrom<Fate>('good', 'lost', 'down', 'partial', 'refused', 'busy')
const never = fc.constant(false)

const isPoison = (json: string) => json.includes('"value":666')

/** At most 100 rows, 25 failures and 27 tabs: a client that needs more than this goes round in circles. */
const tooManyAttempts = 1000

/** Runs the steps, then opens a tab and lets a good hour pass. */
async function live(steps: readonly Step[], fates: readonly Fate[]) {
  localStorage.clear()
  const collector = modelCollector(isPoison)
  const { openTab, rows } = visitor(collector, [...fates], 200)
  const tabs: Tab[] = [openTab(), openTab()]
  const said = new Set<string>()
  const act = async (step: Step) => {
    if (step.kind === 'wait') return void (await vi.advanceTimersByTimeAsync(step.ms))
    const tab = tabs[step.tab]
    if (!tab) throw new RangeError(`There is no tab ${step.tab}.`)
    switch (step.kind) {
      case 'say':
        for (let i = 0; i < step.count; i++) said.add(tab.say(step.isPoison && !i ? 666 : i))
        break
      case 'hide':
      case 'show':
        setHidden(step.kind === 'hide')
        break
      case 'cache':
        setHidden(true)
        dispatchEvent(new Event('pagehide'))
        await vi.advanceTimersByTimeAsync(100)
        dispatchEvent(new Event('pageshow'))
        setHidden(false)
        break
      case 'flush':
        void tab.client.flush()
        break
      case 'close':
      case 'crash':
        tab[step.kind]()
        tabs[step.tab] = openTab()
    }
    // A microtask after an event its row is written.
    for (let i = 0; i < 20; i++) await null
  }
  for (const step of steps) await act(step)
  setHidden(false)
  tabs.push(openTab())
  // The longest pauses are 5 minutes, and every 30 seconds a tab looks for what others left.
  for (let minutes = 0; minutes < 60 && collector.attempts() < tooManyAttempts; minutes++) {
    await vi.advanceTimersByTimeAsync(60_000)
    if (!(await rows())[0] && tabs.every(({ client }) => !client.diagnostics().waiting)) break
  }
  const waiting = tabs.map(({ client }) => client.diagnostics().waiting)
  const left = await rows()
  for (const { close } of tabs) close()
  return { ...collector, said, waiting, left }
}

test('whatever goes wrong, every event is stored once or named as given up', async () => {
  const steps = fc.array(
    fc.oneof(
      { weight: 4, arbitrary: say(fc.boolean()) },
      { weight: 3, arbitrary: wait },
      { weight: 3, arbitrary: turn('hide', 'show', 'cache', 'flush', 'close', 'crash') },
    ),
    { minLength: 1, maxLength: 25 },
  )
  await fc.assert(
    fc.asyncProperty(steps, fc.array(fate, { maxLength: 25 }), async (steps, fates) => {
      const { said, stored, dropped, waiting, left } = await live(steps, fates)
      expect([...said].filter((id) => !stored.has(id) && !dropped.has(id))).toEqual([])
      expect([...stored].filter((id) => !said.has(id))).toEqual([])
      expect([waiting, left]).toEqual([waiting.map(() => 0), []])
    }),
    { seed: 1, numRuns: 100 },
  )
})

test('only what was refused alone is ever given up', async () => {
  const steps = fc.array(
    fc.oneof(
      { weight: 4, arbitrary: say(never) },
      { weight: 3, arbitrary: wait },
      { weight: 2, arbitrary: turn('hide', 'show', 'cache', 'flush', 'close', 'crash') },
    ),
    { minLength: 1, maxLength: 25 },
  )
  const fates = fc.array(fc.constantFrom<Fate>('good', 'lost', 'down', 'partial', 'busy'), { maxLength: 25 })
  await fc.assert(
    fc.asyncProperty(steps, fates, async (steps, fates) => {
      const { said, stored, dropped } = await live(steps, fates)
      expect([stored.size, dropped.size]).toEqual([said.size, 0])
    }),
    { seed: 2, numRuns: 50 },
  )
})

test('where nothing fails each event is carried exactly once, over tabs that hide, rest, close and open', async () => {
  const steps = fc.array(
    fc.oneof(
      { weight: 4, arbitrary: say(never) },
      { weight: 3, arbitrary: wait },
      { weight: 2, arbitrary: turn('hide', 'show', 'flush', 'close') },
    ),
    { minLength: 1, maxLength: 25 },
  )
  await fc.assert(
    fc.asyncProperty(steps, async (steps) => {
      const { said, carried } = await live(steps, [])
      expect([...carried].sort()).toEqual([...said].sort().map((id) => [id, 1]))
    }),
    { seed: 3, numRuns: 100 },
  )
})
