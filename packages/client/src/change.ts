/**
 * What a change to the page is. Types only.
 */

/** Ends what was started. Calling it twice is harmless. */
export type Undo = () => void

/** Puts a variant's value on an element and returns how to take it off again. */
export interface Change<Value> {
  (element: Element, value: Value): Undo | void
  /**
   * Whether the element has what the change needs, judged by the values of all variants, so that the answer is the same
   * in each. Where it is false the experiment waits. Default: the element is enough.
   */
  readonly isReady?: (element: Element, values: readonly Value[]) => boolean
}
