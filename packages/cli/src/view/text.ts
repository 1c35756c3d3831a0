/**
 * Names and sentences on a screen: how wide they are, where they break, and what in them must never reach a terminal.
 * Pure.
 */

export { plural, printable } from '@heddle/analysis/view'

const wide =
  /\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Emoji_Presentation}|[\uff01-\uff60]/u
const zeroWidth = /\p{Mark}|\u200d/u

/** Columns that a text takes; it holds no colours yet. */
export function displayWidth(text: string): number {
  return [...text].reduce((sum, sign) => sum + (zeroWidth.test(sign) ? 0 : wide.test(sign) ? 2 : 1), 0)
}

/** The name in at most `width` columns, cut in its middle: ids often differ at their end. */
export function shorten(name: string, width: number): string {
  if (displayWidth(name) <= width) return name
  const signs = [...name]
  let head = Math.ceil((signs.length - 1) / 2)
  let tail = signs.length - head
  const cut = () => `${signs.slice(0, head).join('')}…${tail > 0 ? signs.slice(-tail).join('') : ''}`
  while (displayWidth(cut()) > width && head > 1) {
    if (head > tail) head--
    else tail--
  }
  return cut()
}

/** Lines of at most `width` columns; `hang` stands before every line but the first. */
export function wrap(text: string, width: number, hang = ''): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line.trim() === '' || displayWidth(longer) <= width) {
      line = longer
      continue
    }
    lines.push(line)
    line = hang + word
  }
  return [...lines, line]
}
