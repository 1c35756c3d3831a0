/**
 * Four bytes at once, as a whole number of 32 bits whose lowest place is the first byte.
 */

/**
 * The number that four bytes spell, the first one in the lowest place; −1 if one of them is no digit.
 *
 * @see Lemire, "Quickly parsing eight digits" (2018)
 */
export function fourDigits(word: number): number {
  const digits = (word - 0x30303030) | 0
  if ((((digits + 0x76767676) | digits) & 0x80808080) !== 0) return -1
  const pairs = (Math.imul(digits, 10) + (digits >>> 8)) | 0
  return (pairs & 0xff) * 100 + ((pairs >>> 16) & 0xff)
}

/**
 * Whether one of the four bytes is a quote, a backslash, a control character or not ASCII.
 *
 * @see Anderson, Bit Twiddling Hacks: "Determine if a word has a byte less than n"
 */
export function hasSpecial(word: number): boolean {
  const control = word ^ 0x02020202 // The quote becomes 0x20, and what was below stays below 0x20.
  const slash = word ^ 0x5c5c5c5c
  const found = (((control - 0x21212121) & ~control) | ((slash - 0x01010101) & ~slash) | word) & 0x80808080
  return found !== 0
}
