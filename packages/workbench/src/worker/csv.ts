/**
 * Reads CSV: quotes, line breaks in them, and the separator that the head has most of.
 *
 * @see RFC 4180
 */

/** Cells of each row, the head first. Empty lines are no rows. */
export function readCsv(text: string): string[][] {
  const separator = separatorOf(text)
  const rows: string[][] = []
  let row: string[] = []
  let place = text.startsWith('\ufeff') ? 1 : 0
  while (place < text.length) {
    const { cell, end } = text[place] === '"' ? quoted(text, place) : plain(text, place, separator)
    row.push(cell)
    place = end + 1
    if (text[end] === separator) continue
    if (text[end] === '\r' && text[place] === '\n') place++
    if (row.length > 1 || cell !== '') rows.push(row)
    row = []
  }
  if (row.length > 0) rows.push([...row, ''])
  return rows
}

function separatorOf(text: string): string {
  const [head = ''] = text.split(/\r?\n/, 1)
  const count = (sign: string) => head.split(sign).length
  return [',', ';', '\t'].sort((a, b) => count(b) - count(a))[0] ?? ','
}

function plain(text: string, start: number, separator: string): { cell: string; end: number } {
  let end = start
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++
  return { cell: text.slice(start, end), end }
}

function quoted(text: string, start: number): { cell: string; end: number } {
  let cell = ''
  let place = start + 1
  for (;;) {
    const close = text.indexOf('"', place)
    if (close === -1) return { cell: cell + text.slice(place), end: text.length }
    cell += text.slice(place, close)
    if (text[close + 1] !== '"') return { cell, end: close + 1 }
    cell += '"'
    place = close + 2
  }
}
