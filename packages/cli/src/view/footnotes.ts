/**
 * Numbers small notes and lists them: the same sentence twice is one note.
 */
import { wrap } from './text.js'

export interface Footnotes {
  /** The mark to put behind what the note is about, such as ` ¹`; nothing for no notes. */
  mark(...notes: readonly string[]): string
  /** The notes in the order of their marks, no line longer than `width`. */
  lines(width: number): string[]
}

const raised = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹']

const raise = (number: number) => [...String(number)].map((digit) => raised[Number(digit)]).join('')

export function createFootnotes(): Footnotes {
  const known: string[] = []

  function numberOf(note: string): number {
    if (!known.includes(note)) known.push(note)
    return known.indexOf(note) + 1
  }

  return {
    mark(...notes) {
      return notes.length === 0 ? '' : ` ${[...new Set(notes.map(numberOf))].map(raise).join(' ')}`
    },
    lines(width) {
      return known.flatMap((note, index) => wrap(`${raise(index + 1)} ${note}`, width, '  '))
    },
  }
}
