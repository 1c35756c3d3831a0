/**
 * What a fault asks of a browser: windows that are all visible at once, and the ways in which they end. Types only.
 */
import type { CDPSession } from 'puppeteer-core'

export const engineNames = ['chromium', 'firefox', 'webkit'] as const
export type EngineName = (typeof engineNames)[number]

export interface EngineOptions {
  /** False takes the pages out of Chromium's back/forward cache; default true, as visitors have it. */
  readonly backForwardCache?: boolean
  /** Nothing is kept on the disk, as in a private window. */
  readonly isPrivate?: boolean
}

export interface Engine {
  readonly name: EngineName
  /** A window of its own: a tab behind another one is hidden, and hidden pages are slowed down. */
  readonly window: () => Promise<Tab>
  /** Ends the browser with this signal, and starts it again with the same profile. */
  readonly restart: (signal: 'SIGTERM' | 'SIGKILL') => Promise<void>
  /** Kills the processes of this browser that run pages, and no other. */
  readonly killPages: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface Tab {
  /** Resolves when the page has loaded. */
  readonly open: (address: string) => Promise<void>
  /** Runs an expression in the page; a promise is awaited. */
  readonly evaluate: <Result>(expression: string) => Promise<Result>
  /** Closes it as a visitor does: the page hears of it. Calling it twice is harmless. */
  readonly close: () => Promise<void>
  /** Its window is minimised until `show`. */
  readonly hide: () => Promise<void>
  readonly show: () => Promise<void>
  /** Starts to go back to the page before. */
  readonly back: () => Promise<void>
  /** Takes the network from this tab, or gives it back. Not in WebKit. */
  readonly offline: (isOffline: boolean) => Promise<void>
  /** What the page says with `console.debug`, as it says it. Not in WebKit. */
  readonly onSaid: (hear: (text: string) => void) => void
  /** Chromium's own protocol. @throws (rejects) in the other engines */
  readonly devtools: () => Promise<CDPSession>
}
