/**
 * What a test does to its page: hides it, asks for privacy, moves on. Undone when the test ends.
 */
import { type Client, type ClientOptions, createClient } from 'heddle'
import { onTestFinished } from 'vitest'

/** A client that is closed when the test ends. */
export function clientWith(options: ClientOptions): Client {
  const client = createClient(options)
  onTestFinished(() => client.close())
  return client
}

function override<Target extends object>(target: Target, name: string, value: unknown): void {
  Object.defineProperty(target, name, { configurable: true, value })
  onTestFinished(() => {
    Reflect.deleteProperty(target, name)
  })
}

/** Gives the browser a property that it may not have. */
export const setNavigator = (name: string, value: unknown): void => override(navigator, name, value)

/** Hides the page, or shows it again, and tells it so. */
export function setHidden(hidden: boolean): void {
  override(document, 'hidden', hidden)
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
}

/** Moves the page to another address, as a single-page app does. */
export function goTo(address: string): void {
  history.replaceState(null, '', address)
}

/** Until the next task: microtasks and resolved promises have run. */
export const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
