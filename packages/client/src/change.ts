/**
 * What a change to the page is. Types only.
 */

/** Ends what was started. Calling it twice is harmless. */
export type Undo = () => void

/**
 * Puts a variant's value on an element and returns how to take it off again: what is still as the change left it goes
 * back, and what somebody else has changed since stays theirs.
 */
export interface Change<Value> {
  (element: Element, value: Value): Undo | void
  /**
   * Whether the element has what the change needs, judged by the values of all variants, so that the answer is the same
   * in each. Where it is false the experiment waits. Default: the element is enough.
   */
  readonly isReady?: (element: Element, values: readonly Value[]) => boolean
  /**
   * Judges the values of all variants before anything happens, and throws a TypeError that says what to do.
   * `seen` is the selector of the element that is watched in place of the changed one, if there is one.
   */
  readonly check?: (values: readonly Value[], seen: string | undefined) => void
  /**
   * Called again on an element that has the value already, it touches nothing: no node, no text, no attribute. Such a
   * change is put back when the page's own code took it off. Default: it is applied once to each element.
   */
  readonly repeats?: boolean
}
