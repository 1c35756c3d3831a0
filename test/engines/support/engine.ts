/**
 * What the tests ask of a browser engine: a visitor with a real keyboard and a real mouse. Types only.
 */

export interface Engine {
  /** A new visitor on the page at this address. */
  readonly visit: (address: string) => Promise<Visitor>
  readonly close: () => Promise<void>
}

export type Key =
  | 'Tab'
  | 'Shift+Tab'
  | 'Enter'
  | 'Space'
  | 'ArrowLeft'
  | 'ArrowRight'
  | 'ArrowUp'
  | 'ArrowDown'
  | 'Home'
  | 'End'

export interface Visitor {
  /** Runs an expression in the page; a promise is awaited. */
  readonly evaluate: <Result>(expression: string) => Promise<Result>
  readonly press: (key: Key) => Promise<void>
  readonly type: (text: string) => Promise<void>
  /** Moves the pointer to the middle of the first element that matches. */
  readonly pointAt: (selector: string) => Promise<void>
  readonly pointerDown: () => Promise<void>
  readonly pointerUp: () => Promise<void>
  /** Turns the wheel, in CSS px; below 0 is up. */
  readonly wheel: (down: number) => Promise<void>
  /** The names of the elements with this role in the order of the accessibility tree, as the engine computes both. */
  readonly accessible: (role: string) => Promise<readonly string[]>
  readonly resize: (width: number, height: number) => Promise<void>
  readonly open: (address: string) => Promise<void>
  /** Starts to go back to the page before. */
  readonly back: () => Promise<void>
  /** From now on the page is hidden: another tab is in front of it, or its window is minimised. */
  readonly hide: () => Promise<void>
  readonly show: () => Promise<void>
  readonly close: () => Promise<void>
}

/** The size of every visitor's viewport, in CSS px. */
export const viewport = { width: 800, height: 600 }
