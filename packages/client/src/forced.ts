/**
 * Reads which variants a reviewer asks for. Pure.
 */

/** Variant by experiment. */
export type Forced = { readonly [experiment: string]: string }

/**
 * @param search a page's query, such as `?heddle=home-tabs:bestFirst,help-label:plain`
 * @returns undefined where it asks for nothing
 */
export function forcedIn(search: string): Forced | undefined {
  const asked = new URLSearchParams(search).get('heddle')
  return asked ? Object.fromEntries(asked.split(',').map((pair) => pair.split(':'))) : undefined
}
