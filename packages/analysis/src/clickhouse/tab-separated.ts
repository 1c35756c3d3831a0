/**
 * Reads rows in the format TabSeparatedWithNamesAndTypes. Numbers of 64 bits and more stay whole in it, where JSON would
 * round them or not, depending on the version of the server.
 */

/** Texts and numbers, null where the cell is NULL, and bigint for whole numbers that a number might not hold. */
export type Row = readonly (string | number | bigint | null)[]

export const rowFormat = 'TabSeparatedWithNamesAndTypes'

/** Takes the lines of an answer: the first two say what is in the others. */
export interface RowReader {
  push(line: string): void
  /** The rows since the last time. */
  take(): Row[]
}

export function createRowReader(): RowReader {
  let line = 0
  let readers: readonly ReadCell[] = []
  let rows: Row[] = []
  return {
    push: (text) => {
      line++
      if (line === 1) return
      const cells = text.split('\t')
      if (line === 2) readers = cells.map(readerOf)
      else rows.push(cells.map((cell, column) => (cell === '\\N' ? null : (readers[column] ?? textIn)(cell))))
    },
    take: () => {
      const taken = rows
      rows = []
      return taken
    },
  }
}

type ReadCell = (cell: string) => string | number | bigint

function readerOf(type: string): ReadCell {
  const [, inner = type] = /^Nullable\((.*)\)$/.exec(type) ?? []
  if (/^(U?Int\d+|Decimal\(\d+,\s*0\))$/.test(inner)) return wholeIn
  return inner.startsWith('Float') ? Number : textIn
}

/** So many digits are below 2⁵³; a bigint takes several times as long to make. */
const safeDigits = 15

const wholeIn = (cell: string): number | bigint => (cell.length <= safeDigits ? Number(cell) : BigInt(cell))

const textIn = (cell: string): string =>
  cell.includes('\\') ? cell.replace(/\\(.)/gs, (_, char: string) => escapes.get(char) ?? char) : cell

const escapes = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['0', '\0'],
  ['b', '\b'],
  ['f', '\f'],
])
