/**
 * Tells whoever wrote the page what is wrong with it. The page itself goes on.
 */

/** @param sentence names what the reader named, and says what to do */
export function complain(sentence: string): void {
  console.error(`Heddle: ${sentence}`)
}

/** What was thrown, as a sentence. */
export const sentenceOf = (cause: unknown): string => (cause instanceof Error ? cause.message : `${cause}`)
