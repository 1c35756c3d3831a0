/**
 * Takes the fenced blocks out of a Markdown text. Pure.
 */

/**
 * @param {string} markdown
 * @returns {{ language: string, text: string }[]}
 */
export function codeBlocks(markdown) {
  return [...markdown.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', text = '']) => ({
    language,
    text,
  }))
}
