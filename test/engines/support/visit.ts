/**
 * Runs tests in each engine, with one browser of it for all tests of a file. Sites have ports of their own, so that
 * visitors of different tests share no storage.
 */
import { afterAll, beforeAll, describe, expect, onTestFinished } from 'vitest'
import type { Engine, Visitor } from './engine.js'
import { startChromium, startFirefox } from './puppeteer.js'
import { startWebKit } from './webkit.js'

const all = { Chromium: startChromium, Firefox: startFirefox, WebKit: startWebKit } as const

/** All, or only those that `HEDDLE_ENGINES` names: `npm test` has other tests of Chromium. */
const wanted = process.env.HEDDLE_ENGINES?.split(',') ?? Object.keys(all)
const starts = Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes(name)))
if (Object.keys(starts).length !== wanted.length) {
  throw new Error(`HEDDLE_ENGINES is "${wanted}"; the engines are ${Object.keys(all).join(', ')}.`)
}

/** A new visitor on the page. A test fails if a script of the page does: the client must never throw at it. */
export type Visit = (address: string) => Promise<Visitor>

/** @throws (fails the tests of an engine) with one sentence that says how to install it, where it is missing */
export function inEachEngine(tests: (visit: Visit) => void): void {
  const running = new Map<string, Promise<Engine>>()
  const end = async (name: string) => {
    const engine = await running.get(name)?.catch(() => undefined) // It did not start, and its tests have said so.
    running.delete(name)
    await engine?.close()
  }
  // All at once: while the tests of one run, the next has time to start.
  beforeAll(() => {
    for (const [name, start] of Object.entries(starts)) {
      const engine = start()
      engine.catch(() => {}) // Whoever awaits it is told.
      running.set(name, engine)
    }
  })
  afterAll(() => Promise.all([...running.keys()].map(end)))

  describe.each(Object.keys(starts))('in %s', (name) => {
    beforeAll(() => running.get(name))
    afterAll(() => end(name))
    tests(async (address) => {
      const engine = await running.get(name)
      if (!engine) throw new Error(`${name} has ended.`)
      const visitor = await engine.visit(address)
      onTestFinished(async () => {
        const errors = await visitor.evaluate('globalThis.errors')
        await visitor.close()
        expect(errors).toEqual([])
      })
      return visitor
    })
  })
}
