/**
 * Ids in another service's form, from Heddle's: the same on every page and at every try.
 * Pure, and synchronous: a page that is left cannot wait for `crypto.subtle`. No secret: who has the text has the id.
 */

/** 128 bits as four whole numbers of 32. Each step can be undone, so two texts of one length never meet on the way. */
export function digest(text: string): readonly [number, number, number, number] {
  let [a, b, c, d] = [1, 2, 3, 4]
  // Sixteen steps more than there are characters, so that the last one reaches every bit.
  for (let i = 0; i < text.length + 16; i++) {
    // 2^32 divided by the golden ratio, odd: spreads a change upwards; the shift brings it down again.
    const next = Math.imul(a ^ (text.charCodeAt(i) | 0) ^ (d >>> 15), 0x9e3779b1)
    a = b
    b = c
    c = d
    d = next ^ (next >>> 13)
  }
  return [a >>> 0, b >>> 0, c >>> 0, d >>> 0]
}

/** Version 8 of RFC 9562, the one for hashes of one's own. */
export function uuidOf(text: string): string {
  const hex = digest(text).map((part) => part.toString(16).padStart(8, '0'))
  return hex.join('').replace(/(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-8$3-a$4-')
}
