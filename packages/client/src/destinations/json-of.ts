/**
 * JSON that every reader takes. Half a surrogate pair, as a cut text may end with, is allowed in JavaScript's texts and
 * refused by strict readers, with everything that stands beside it.
 */
export function jsonOf(value: unknown): string {
  // A backslash that stands for itself comes in a pair, and is passed over as one.
  return JSON.stringify(value).replace(/\\(\\|ud[89a-f]..)/g, (found, after) => (after === '\\' ? found : '\ufffd'))
}
