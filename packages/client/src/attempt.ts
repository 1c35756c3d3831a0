/**
 * Does what the browser may forbid, or what damaged data may break.
 */

/** What it returns, undefined if it throws. */
export function attempt<Result>(act: () => Result): Result | undefined {
  try {
    return act()
  } catch {
    return undefined
  }
}
